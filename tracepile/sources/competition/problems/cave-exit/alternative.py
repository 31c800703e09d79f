import sys

lines = sys.stdin.read().split()
rows = int(lines[0])
columns = int(lines[1])
# A whole map is one number: bit (row * width + column) is a cell, and one empty column keeps the rows apart.
width = columns + 1
free = start = goal = 0
for row, line in enumerate(lines[2:]):
    for column, cell in enumerate(line):
        bit = 1 << (row * width + column)
        if cell != "#":
            free |= bit
        if cell == "S":
            start = bit
        if cell == "E":
            goal = bit

reached = start
steps = 0
while not reached & goal:
    wider = (reached | reached << 1 | reached >> 1 | reached << width | reached >> width) & free
    if wider == reached:
        steps = -1
        break
    reached = wider
    steps += 1
print(steps)
