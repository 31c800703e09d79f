n, q = map(int, input().split())
size = 1
while size < n:
    size *= 2
# a node is (temperature, room), so the smaller room wins among equals
tree = [(51, n)] * (2 * size)
for room, temperature in enumerate(map(int, input().split())):
    tree[size + room] = (temperature, room + 1)
for node in range(size - 1, 0, -1):
    tree[node] = min(tree[2 * node], tree[2 * node + 1])

for _ in range(q):
    word, x, y = input().split()
    if word == "set":
        node = size + int(x) - 1
        tree[node] = (int(y), int(x))
        while node > 1:
            node //= 2
            tree[node] = min(tree[2 * node], tree[2 * node + 1])
    else:
        left = size + int(x) - 1
        right = size + int(y)
        coldest = (51, n)
        while left < right:
            if left % 2 == 1:
                coldest = min(coldest, tree[left])
                left += 1
            if right % 2 == 1:
                right -= 1
                coldest = min(coldest, tree[right])
            left //= 2
            right //= 2
        print(*coldest)
