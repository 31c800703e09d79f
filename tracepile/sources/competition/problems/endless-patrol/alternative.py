import sys

# north, east, south, west
STEPS = [(0, 1), (1, 0), (0, -1), (-1, 0)]


def main():
    for commands in sys.stdin.read().split()[1:]:
        place = (0, 0)
        facing = 0
        answer = -1
        for number in range(1, 5):
            for command in commands:
                if command == "L":
                    facing = (facing - 1) % 4
                elif command == "R":
                    facing = (facing + 1) % 4
                else:
                    east, north = STEPS[facing]
                    place = (place[0] + east, place[1] + north)
            if place == (0, 0) and facing == 0:
                answer = number
                break
        print(answer)


main()
