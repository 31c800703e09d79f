import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    n, m = data[0], data[1]
    # bit b of reach[a] says that messages get from room a to room b
    reach = [1 << room for room in range(n)]
    for i in range(m):
        a = data[2 + 2 * i] - 1
        b = data[3 + 2 * i] - 1
        reach[a] |= 1 << b
    for middle in range(n):
        for room in range(n):
            if reach[room] >> middle & 1:
                reach[room] |= reach[middle]
    # rooms of one circle reach the same rooms
    members = {}
    for room in range(n):
        members[reach[room]] = members.get(reach[room], 0) + 1
    print(len(members), max(members.values()))


main()
