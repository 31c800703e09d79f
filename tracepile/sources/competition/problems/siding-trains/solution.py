def possible(order):
    siding = []
    arrived = 0
    for wagon in order:
        while arrived < wagon:
            arrived += 1
            siding.append(arrived)
        if siding.pop() != wagon:
            return False
    return True


t = int(input())
for _ in range(t):
    n = int(input())
    order = list(map(int, input().split()))
    print("YES" if possible(order) else "NO")
