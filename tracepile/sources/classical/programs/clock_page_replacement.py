def clock_page_replacement(frames, pages):
    memory = [None] * frames
    used = [False] * frames
    hand = 0
    faults = 0
    for page in pages:
        if page in memory:
            used[memory.index(page)] = True
            continue
        faults += 1
        while used[hand]:
            used[hand] = False
            hand = (hand + 1) % frames
        memory[hand] = page
        used[hand] = True
        hand = (hand + 1) % frames
    return faults, memory
