def jump_game(reach):
    jumps = 0
    current_end = 0
    farthest = 0
    for i in range(len(reach) - 1):
        farthest = max(farthest, i + reach[i])
        if farthest <= i:
            return -1
        if i == current_end:
            jumps += 1
            current_end = farthest
    return jumps
