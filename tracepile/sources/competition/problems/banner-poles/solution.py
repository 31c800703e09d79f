def main():
    n = int(input())
    poles = []
    for _ in range(n):
        x, h = map(int, input().split())
        poles.append((x, h))
    left = 0
    right = n - 1
    best = 0
    while left < right:
        width = poles[right][0] - poles[left][0]
        height = min(poles[left][1], poles[right][1])
        best = max(best, width * height)
        # The lower pole cannot do better with any pole between the two.
        if poles[left][1] < poles[right][1]:
            left += 1
        else:
            right -= 1
    print(best)


main()
