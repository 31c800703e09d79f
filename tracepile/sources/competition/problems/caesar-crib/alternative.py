import sys


def distance(plain, coded):
    return (ord(coded) - ord(plain)) % 26


def main():
    secret, crib = sys.stdin.read().split()
    keys = []
    for start in range(len(secret) - len(crib) + 1):
        # The first letter of the crib fixes the key for this place; all others must agree.
        key = distance(crib[0], secret[start])
        place = 1
        while place < len(crib) and distance(crib[place], secret[start + place]) == key:
            place += 1
        if place == len(crib):
            keys.append(key)
    print(min(keys, default=-1))


main()
