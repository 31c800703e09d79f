from collections import deque

n, k = map(int, input().split())
circle = deque(range(1, n + 1))
while len(circle) > 1:
    # the child with the last word comes to the front
    circle.rotate(-((k - 1) % len(circle)))
    circle.popleft()
print(circle[0])
