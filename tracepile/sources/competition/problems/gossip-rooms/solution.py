n, m = map(int, input().split())
forward = {room: [] for room in range(1, n + 1)}
backward = {room: [] for room in range(1, n + 1)}
for _ in range(m):
    a, b = map(int, input().split())
    forward[a].append(b)
    backward[b].append(a)


def visit(relays, room, seen, finished):
    seen.add(room)
    for other in relays[room]:
        if other not in seen:
            visit(relays, other, seen, finished)
    finished.append(room)


# Kosaraju: the order of leaving, then the turned relays from the last room to the first
order = []
seen = set()
for room in forward:
    if room not in seen:
        visit(forward, room, seen, order)
sizes = []
seen = set()
for room in reversed(order):
    if room not in seen:
        circle = []
        visit(backward, room, seen, circle)
        sizes.append(len(circle))
print(len(sizes), max(sizes))
