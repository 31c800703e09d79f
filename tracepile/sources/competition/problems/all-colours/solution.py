n = int(input())
colours = list(map(int, input().split()))

missing = len(set(colours))
inside = {}
best = n + 1
first = 0
left = 0
for right in range(n):
    colour = colours[right]
    inside[colour] = inside.get(colour, 0) + 1
    if inside[colour] == 1:
        missing -= 1
    while missing == 0:
        if right - left + 1 < best:
            best = right - left + 1
            first = left + 1
        inside[colours[left]] -= 1
        if inside[colours[left]] == 0:
            missing += 1
        left += 1
print(first, first + best - 1)
