from collections import deque


def main():
    n, p = map(int, input().split())
    priorities = list(map(int, input().split()))
    queue = deque(enumerate(priorities, start=1))
    printed = 0
    sent_back = 0
    while queue:
        position, priority = queue.popleft()
        if any(other > priority for _, other in queue):
            queue.append((position, priority))
            sent_back += 1
            continue
        printed += 1
        if position == p:
            print(printed, sent_back)
            break


main()
