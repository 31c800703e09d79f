n, k = map(int, input().split())
ropes = list(map(int, input().split()))


def pieces(length):
    total = 0
    for rope in ropes:
        total += rope // length
    return total


low = 0
high = max(ropes) + 1
# pieces of `low` metres suffice, pieces of `high` metres do not
while high - low > 1:
    middle = (low + high) // 2
    if pieces(middle) >= k:
        low = middle
    else:
        high = middle
print(low)
