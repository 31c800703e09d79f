def next_day(roof):
    rows = len(roof)
    columns = len(roof[0])
    after = []
    for i in range(rows):
        line = ""
        for j in range(columns):
            mossy = 0
            if i > 0:
                mossy += roof[i - 1][j] == "#"
            if i < rows - 1:
                mossy += roof[i + 1][j] == "#"
            mossy += roof[i][max(0, j - 1) : j].count("#")
            mossy += roof[i][j + 1 : j + 2].count("#")
            line += "#" if mossy % 2 == 1 else "."
        after.append(line)
    return after


r, c, d = map(int, input().split())
roof = [input().strip() for _ in range(r)]
for _ in range(d):
    roof = next_day(roof)
for line in roof:
    print(line)
