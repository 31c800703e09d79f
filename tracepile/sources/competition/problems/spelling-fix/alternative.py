from collections import deque

have = input().strip()
want = input().strip()

# A state (i, j) has dealt with i letters of one word and j of the other; keeping a letter costs nothing.
steps = {}
queue = deque([(0, 0, 0)])
while queue:
    i, j, cost = queue.popleft()
    if (i, j) in steps:
        continue
    steps[i, j] = cost
    if (i, j) == (len(have), len(want)):
        break
    if i < len(have) and j < len(want) and have[i] == want[j]:
        queue.appendleft((i + 1, j + 1, cost))
        continue
    if i < len(have):
        queue.append((i + 1, j, cost + 1))
    if j < len(want):
        queue.append((i, j + 1, cost + 1))
    if i < len(have) and j < len(want):
        queue.append((i + 1, j + 1, cost + 1))
print(steps[len(have), len(want)])
