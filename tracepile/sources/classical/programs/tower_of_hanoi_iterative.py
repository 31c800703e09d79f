def tower_of_hanoi(disks, source, target, spare):
    moves = []
    tasks = [(disks, source, target, spare, False)]
    while tasks:
        disk, start, end, other, is_clear = tasks.pop()
        if disk == 0:
            continue
        if is_clear:
            moves.append((disk, start, end))
            tasks.append((disk - 1, other, end, start, False))
        else:
            tasks.append((disk, start, end, other, True))
            tasks.append((disk - 1, start, other, end, False))
    return moves
