import sys

losing = {}


def loses(heaps):
    # the order of the heaps does not matter, so it is made the same
    heaps = tuple(sorted(heap for heap in heaps if heap > 0))
    if heaps not in losing:
        losing[heaps] = winning_moves(heaps, 1) == 0
    return losing[heaps]


def winning_moves(heaps, enough):
    moves = 0
    for i in range(len(heaps)):
        for left in range(heaps[i]):
            if loses(heaps[:i] + (left,) + heaps[i + 1 :]):
                moves += 1
                if moves == enough:
                    return moves
    return moves


heaps = tuple(map(int, sys.stdin.read().split()))[1:]
print(winning_moves(heaps, -1))
