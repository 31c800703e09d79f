TURNS = {"N": "EW", "E": "SN", "S": "WE", "W": "NS"}
STEPS = {"N": (-1, 0), "E": (0, 1), "S": (1, 0), "W": (0, -1)}


def langtons_ant(black, heading, steps):
    black = set(black)
    row = 0
    column = 0
    for _ in range(steps):
        if (row, column) in black:
            heading = TURNS[heading][1]
            black.remove((row, column))
        else:
            heading = TURNS[heading][0]
            black.add((row, column))
        down, right = STEPS[heading]
        row += down
        column += right
    return sorted(black), (row, column), heading
