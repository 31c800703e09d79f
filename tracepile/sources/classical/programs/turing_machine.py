def turing_machine(program, tape, limit):
    cells = dict(enumerate(tape))
    state = "start"
    head = 0
    steps = 0
    while state != "halt" and steps < limit:
        symbol = cells.get(head, "_")
        state, written, move = program[state, symbol]
        cells[head] = written
        head += 1 if move == "R" else -1
        steps += 1
    text = "".join(cells[position] for position in sorted(cells))
    return state, text.strip("_"), steps
