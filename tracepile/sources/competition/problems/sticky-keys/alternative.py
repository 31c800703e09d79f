import sys
from itertools import groupby


def runs(word):
    return [(letter, len(list(group))) for letter, group in groupby(word)]


def main():
    words = sys.stdin.read().split()
    for place in range(1, len(words), 2):
        meant = runs(words[place])
        paper = runs(words[place + 1])
        answer = "YES"
        if [letter for letter, _ in meant] != [letter for letter, _ in paper]:
            answer = "NO"
        for (_, struck), (_, printed) in zip(meant, paper):
            if printed < struck:
                answer = "NO"
        print(answer)


main()
