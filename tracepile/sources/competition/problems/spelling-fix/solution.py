import sys


def main():
    have, want = sys.stdin.read().split()
    previous = list(range(len(want) + 1))
    for i, letter in enumerate(have, 1):
        current = [i]
        for j, wanted in enumerate(want, 1):
            replaced = previous[j - 1] + (letter != wanted)
            current.append(min(replaced, previous[j] + 1, current[j - 1] + 1))
        previous = current
    print(previous[-1])


main()
