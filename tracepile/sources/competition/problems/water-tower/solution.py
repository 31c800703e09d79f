def main():
    n = int(input())
    pipes = [[] for _ in range(n + 1)]
    for _ in range(n - 1):
        a, b = map(int, input().split())
        pipes[a].append(b)
        pipes[b].append(a)
    order = [(1, 0)]
    for farm, parent in order:
        for other in pipes[farm]:
            if other != parent:
                order.append((other, farm))
    size = [1] * (n + 1)
    cost = [0] * (n + 1)
    for farm, parent in reversed(order):
        size[parent] += size[farm]
        if farm != 1:
            cost[1] += size[farm]
    # Moving the tower over a pipe brings one side nearer and the other side farther away.
    for farm, parent in order[1:]:
        cost[farm] = cost[parent] + n - 2 * size[farm]
    cheapest = min(cost[1:])
    print(cost.index(cheapest, 1), cheapest)


main()
