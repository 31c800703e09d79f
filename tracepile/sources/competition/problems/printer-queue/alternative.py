n, p = map(int, input().split())
priorities = list(map(int, input().split()))

# Documents leave in order of priority; between two of them, all that lie on the way round are sent back.
order = sorted(range(n), key=lambda place: -priorities[place])
gone = [False] * n
head = 0
sent_back = 0
for rank, place in enumerate(order, start=1):
    while head != place:
        if not gone[head]:
            sent_back += 1
        head = (head + 1) % n
    gone[place] = True
    head = (place + 1) % n
    if place == p - 1:
        print(rank, sent_back)
        break
