import sys
from itertools import combinations


def shown(chosen, m):
    """Give the picture after every chosen button was pressed once: a lamp is on if an odd number of them change it."""
    return "".join(str(sum(button[lamp] == "1" for button in chosen) % 2) for lamp in range(m))


def main():
    words = sys.stdin.read().split()
    m = int(words[1])
    buttons = words[2:-1]
    picture = words[-1]
    # Pressing a button twice is the same as not pressing it.
    for count in range(len(buttons) + 1):
        for chosen in combinations(buttons, count):
            if shown(chosen, m) == picture:
                print(count)
                return
    print(-1)


main()
