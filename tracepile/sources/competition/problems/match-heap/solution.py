k, h = map(int, input().split())
numbers = sorted(map(int, input().split()))

best = [0] * (h + 1)
for heap in range(1, h + 1):
    for taken in numbers:
        # the move wins if the other player is left with a losing heap
        if taken <= heap and best[heap - taken] == 0:
            best[heap] = taken
            break
print(*best[1:])
