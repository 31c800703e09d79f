from collections import deque


def main():
    n, m = map(int, input().split())
    weeks = [int(token) for token in input().split()]
    later = [[] for _ in range(n)]
    missing = [0] * n
    for _ in range(m):
        a, b = map(int, input().split())
        later[a - 1].append(b - 1)
        missing[b - 1] += 1
    start = [0] * n
    ready = deque(task for task in range(n) if missing[task] == 0)
    answer = 0
    while ready:
        task = ready.popleft()
        end = start[task] + weeks[task]
        answer = max(answer, end)
        for other in later[task]:
            start[other] = max(start[other], end)
            missing[other] -= 1
            if missing[other] == 0:
                ready.append(other)
    print(answer)


main()
