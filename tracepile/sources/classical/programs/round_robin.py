from collections import deque


def round_robin(jobs, quantum):
    queue = deque(jobs)
    clock = 0
    finished = {}
    while queue:
        name, rest = queue.popleft()
        if rest > quantum:
            clock += quantum
            queue.append((name, rest - quantum))
        else:
            clock += rest
            finished[name] = clock
    return finished
