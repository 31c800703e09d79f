def farthest(cords, start):
    length = {start: 0}
    stack = [start]
    while stack:
        lantern = stack.pop()
        for other, metres in cords[lantern]:
            if other not in length:
                length[other] = length[lantern] + metres
                stack.append(other)
    return max((metres, lantern) for lantern, metres in length.items())


n = int(input())
cords = {lantern: [] for lantern in range(1, n + 1)}
for _ in range(n - 1):
    a, b, d = map(int, input().split())
    cords[a].append((b, d))
    cords[b].append((a, d))

# The lantern that is farthest from any lantern is an end of a longest way.
_, end = farthest(cords, 1)
longest, _ = farthest(cords, end)
print(longest)
