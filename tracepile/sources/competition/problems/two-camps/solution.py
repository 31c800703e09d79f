def main():
    n, m = map(int, input().split())
    rivals = [[] for _ in range(n)]
    for _ in range(m):
        a, b = map(int, input().split())
        rivals[a - 1].append(b - 1)
        rivals[b - 1].append(a - 1)
    camp = [-1] * n

    def place(player, side):
        camp[player] = side
        for rival in rivals[player]:
            if camp[rival] == side:
                return False
            if camp[rival] == -1 and not place(rival, 1 - side):
                return False
        return True

    ways = 1
    for player in range(n):
        if camp[player] == -1:
            if not place(player, 0):
                ways = 0
                break
            ways *= 2
    print(ways)


main()
