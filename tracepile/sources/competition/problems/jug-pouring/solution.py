from collections import deque


def main():
    a, b, c = map(int, input().split())
    steps = {(0, 0): 0}
    queue = deque([(0, 0)])
    while queue:
        x, y = queue.popleft()
        if c in (x, y):
            print(steps[x, y])
            return
        right = min(x, b - y)
        left = min(y, a - x)
        for state in ((a, y), (x, b), (0, y), (x, 0), (x - right, y + right), (x + left, y - left)):
            if state not in steps:
                steps[state] = steps[x, y] + 1
                queue.append(state)
    print(-1)


main()
