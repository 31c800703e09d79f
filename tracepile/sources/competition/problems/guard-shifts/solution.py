def main():
    n, length = map(int, input().split())
    shifts = []
    for _ in range(n):
        start, end = map(int, input().split())
        shifts.append((start, end))
    guarded = 0
    hired = 0
    while guarded < length:
        best = guarded
        for start, end in shifts:
            if start <= guarded and end > best:
                best = end
        if best == guarded:
            print(-1)
            return
        guarded = best
        hired += 1
    print(hired)


main()
