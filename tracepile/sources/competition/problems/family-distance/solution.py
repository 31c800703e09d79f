import sys


def main():
    read = sys.stdin.readline
    n, q = map(int, read().split())
    parents = [0, 0] + list(map(int, read().split()))
    depth = [0] * (n + 1)
    for person in range(2, n + 1):
        depth[person] = depth[parents[person]] + 1
    # lift[k][i] is the ancestor of person i after 2 to the k steps, 0 above the founder
    lift = [parents]
    while any(lift[-1]):
        last = lift[-1]
        lift.append([last[person] for person in last])
    for _ in range(q):
        a, b = map(int, read().split())
        x, y = a, b
        if depth[x] < depth[y]:
            x, y = y, x
        for ancestor in reversed(lift):
            if depth[ancestor[x]] >= depth[y] and ancestor[x]:
                x = ancestor[x]
        for ancestor in reversed(lift):
            if ancestor[x] != ancestor[y]:
                x = ancestor[x]
                y = ancestor[y]
        if x != y:
            x = parents[x]
        print(depth[a] + depth[b] - 2 * depth[x], x)


main()
