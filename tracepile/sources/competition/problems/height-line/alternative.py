def main():
    n = int(input())
    tourists = sorted(tuple(map(int, input().split())) for _ in range(n))
    places = [None] * n
    for height, in_front in tourists:
        # Free places go to taller tourists: leave as many of them free as stand in front.
        free = in_front
        for place in range(n):
            if places[place] is None:
                if free == 0:
                    places[place] = height
                    break
                free -= 1
    print(*places)


main()
