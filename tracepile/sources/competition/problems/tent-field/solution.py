rows, columns = map(int, input().split())
best = 0
above = [0] * (columns + 1)
for _ in range(rows):
    line = input().strip()
    # sides[j] is the side of the largest free square with its lower right corner in column j
    sides = [0] * (columns + 1)
    for j in range(1, columns + 1):
        if line[j - 1] == ".":
            sides[j] = 1 + min(sides[j - 1], above[j], above[j - 1])
            best = max(best, sides[j])
    above = sides
print(best)
