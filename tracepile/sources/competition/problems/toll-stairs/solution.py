n = int(input())
toll = [0] + list(map(int, input().split()))

cost = [0] * (n + 1)
for step in range(1, n + 1):
    lowest = max(0, step - 3)
    cost[step] = min(cost[lowest:step]) + toll[step]
print(cost[n])
