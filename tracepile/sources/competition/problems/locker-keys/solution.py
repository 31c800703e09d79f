import sys


def main():
    n = int(sys.stdin.readline())
    p = [0] + list(map(int, sys.stdin.readline().split()))
    visited = [False] * (n + 1)
    cycles = 0
    for start in range(1, n + 1):
        if visited[start]:
            continue
        cycles += 1
        locker = start
        while not visited[locker]:
            visited[locker] = True
            locker = p[locker]
    # a cycle of c lockers needs c - 1 steps
    print(n - cycles)


main()
