n = int(input())
heaps = list(map(int, input().split()))

total = [0]
for heap in heaps:
    total.append(total[-1] + heap)
cost = [[0] * n for _ in range(n)]
for length in range(2, n + 1):
    for left in range(n - length + 1):
        right = left + length - 1
        # the last push joins left..middle with middle+1..right
        cheapest = min(cost[left][middle] + cost[middle + 1][right] for middle in range(left, right))
        cost[left][right] = cheapest + total[right + 1] - total[left]
print(cost[0][n - 1])
