n = int(input())
a = list(map(int, input().split()))

jumps = 0
edge = 0
farthest = 0
stone = 0
while edge < n - 1:
    # All stones up to `edge` are reached by `jumps` jumps; look how far one more jump leads.
    while stone <= edge:
        farthest = max(farthest, stone + a[stone])
        stone += 1
    if farthest == edge:
        jumps = -1
        break
    edge = farthest
    jumps += 1
print(jumps)
