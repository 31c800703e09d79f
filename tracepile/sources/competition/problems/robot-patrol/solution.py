rows, columns = map(int, input().split())
commands = input().strip()
step = {"L": (0, -1), "R": (0, 1), "U": (-1, 0), "D": (1, 0)}

row = 0
column = 0
visited = {(0, 0)}
skipped = 0
for command in commands:
    down, right = step[command]
    if 0 <= row + down < rows and 0 <= column + right < columns:
        row += down
        column += right
        visited.add((row, column))
    else:
        skipped += 1
print(len(visited), skipped)
