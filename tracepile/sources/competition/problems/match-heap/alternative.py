def main():
    k, h = map(int, input().split())
    allowed = 0
    for token in input().split():
        allowed |= 1 << int(token)
    # Every losing heap makes all the heaps winning from which one move leads to it.
    everything = (1 << (h + 1)) - 1
    answers = [0] * (h + 1)
    winning = 0
    for heap in range(h + 1):
        if winning >> heap & 1:
            continue
        reached = allowed << heap & everything
        winning |= reached
        for other in range(heap + 1, h + 1):
            # a later losing heap is nearer, so its number is smaller
            if reached >> other & 1:
                answers[other] = other - heap
    print(*answers[1:])


main()
