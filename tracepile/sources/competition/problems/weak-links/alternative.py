n, m = map(int, input().split())
cables = [tuple(map(int, input().split())) for _ in range(m)]

weak = 0
for removed in range(m):
    start, goal = cables[removed]
    rest = cables[:removed] + cables[removed + 1 :]
    reached = {start}
    size = 0
    while len(reached) > size:
        size = len(reached)
        for a, b in rest:
            if a in reached or b in reached:
                reached.update((a, b))
    if goal not in reached:
        weak += 1
print(weak)
