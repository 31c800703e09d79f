def rounds(commands):
    x = 0
    y = 0
    dx = 0
    dy = 1
    for command in commands:
        if command == "F":
            x += dx
            y += dy
        elif command == "L":
            dx, dy = -dy, dx
        else:
            dx, dy = dy, -dx
    if (dx, dy) == (0, 1):
        return 1 if (x, y) == (0, 0) else -1
    # After a turn, the ways of the rounds cancel each other out as soon as the robot looks ahead again.
    return 2 if (dx, dy) == (0, -1) else 4


t = int(input())
for _ in range(t):
    print(rounds(input().strip()))
