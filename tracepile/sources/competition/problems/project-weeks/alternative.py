n, m = map(int, input().split())
left = dict(enumerate(map(int, input().split()), 1))
rules = [tuple(map(int, input().split())) for _ in range(m)]

# Live through the project week by week.
week = 0
while left:
    blocked = {b for a, b in rules if a in left}
    week += 1
    for task in list(left):
        if task not in blocked:
            left[task] -= 1
            if left[task] == 0:
                del left[task]
print(week)
