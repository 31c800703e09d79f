def tower_of_hanoi(disks, source, target, spare):
    if disks == 0:
        return []
    moves = tower_of_hanoi(disks - 1, source, spare, target)
    moves.append((disks, source, target))
    moves += tower_of_hanoi(disks - 1, spare, target, source)
    return moves
