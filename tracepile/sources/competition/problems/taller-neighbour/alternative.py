def main():
    n = int(input())
    heights = [int(token) for token in input().split()]
    taller = [0] * n
    total = 0
    for place in range(n - 1, -1, -1):
        # jump along the answers that are already known
        other = place + 1
        while other < n and heights[other] <= heights[place]:
            if taller[other] == 0:
                other = n
            else:
                other = taller[other]
        if other < n:
            taller[place] = other
            total += other - place
    print(total)


main()
