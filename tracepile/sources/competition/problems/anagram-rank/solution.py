from collections import Counter
from math import factorial


def arrangements(left):
    total = factorial(sum(left.values()))
    for count in left.values():
        total //= factorial(count)
    return total


def main():
    word = input().strip()
    left = Counter(word)
    place = 1
    for letter in word:
        # count the words that agree so far and go on with an earlier letter
        for earlier in sorted(left):
            if earlier < letter and left[earlier] > 0:
                left[earlier] -= 1
                place += arrangements(left)
                left[earlier] += 1
        left[letter] -= 1
    print(place)


main()
