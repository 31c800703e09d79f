n, m, c = map(int, input().split())
ways = [1] + [0] * c
for _ in range(n):
    following = [0] * (c + 1)
    window = 0
    for sweets in range(c + 1):
        # the window adds up the last m + 1 entries
        window += ways[sweets]
        if sweets > m:
            window -= ways[sweets - m - 1]
        following[sweets] = window % 1000000007
    ways = following
print(ways[c])
