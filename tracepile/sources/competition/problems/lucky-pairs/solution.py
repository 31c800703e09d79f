n, k = map(int, input().split())
tickets = list(map(int, input().split()))

seen = [0] * k
pairs = 0
for number in tickets:
    remainder = number % k
    pairs += seen[-remainder % k]
    seen[remainder] += 1
print(pairs)
