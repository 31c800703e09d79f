def main():
    a, b, m = map(int, input().split())
    # Follow the wheel until it comes back to a position, then only the place within the cycle matters.
    first_visit = {}
    path = []
    position = 1 % m
    while position not in first_visit:
        first_visit[position] = len(path)
        path.append(position)
        position = position * a % m
    start = first_visit[position]
    cycle = len(path) - start
    if b >= start:
        b = start + (b - start) % cycle
    print(path[b])


main()
