from math import gcd


def main():
    n = int(input())
    target = [int(token) - 1 for token in input().split()]
    seen = [False] * n
    answer = 1
    for first in range(n):
        length = 0
        place = first
        while not seen[place]:
            seen[place] = True
            place = target[place]
            length += 1
        if length > 0:
            answer = answer * length // gcd(answer, length)
    print(answer)


main()
