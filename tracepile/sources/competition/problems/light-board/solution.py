from collections import deque


def presses(buttons, picture):
    distance = {0: 0}
    queue = deque([0])
    while queue:
        state = queue.popleft()
        if state == picture:
            return distance[state]
        for button in buttons:
            after = state ^ button
            if after not in distance:
                distance[after] = distance[state] + 1
                queue.append(after)
    return -1


n, m = map(int, input().split())
buttons = [int(input(), 2) for _ in range(n)]
picture = int(input(), 2)
print(presses(buttons, picture))
