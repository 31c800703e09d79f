n, s = map(int, input().split())
p = list(map(int, input().split()))

# pair_sums counts the pairs among the toys to the left of the current one
pair_sums = {}
ways = 0
for k in range(n):
    ways += pair_sums.get(s - p[k], 0)
    for i in range(k):
        pair = p[i] + p[k]
        pair_sums[pair] = pair_sums.get(pair, 0) + 1
print(ways)
