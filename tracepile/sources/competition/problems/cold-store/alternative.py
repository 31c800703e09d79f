import sys


def main():
    lines = sys.stdin.read().splitlines()
    rooms = [int(token) for token in lines[1].split()]
    for line in lines[2:]:
        word, *numbers = line.split()
        x, y = map(int, numbers)
        if word == "set":
            rooms[x - 1] = y
        else:
            coldest = min(rooms[x - 1 : y])
            print(coldest, rooms.index(coldest, x - 1) + 1)


main()
