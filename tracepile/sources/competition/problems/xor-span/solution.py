import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    # numbers with different highest bits, of which every value is made
    basis = []
    for number in data[1:]:
        for element in basis:
            number = min(number, number ^ element)
        if number > 0:
            basis.append(number)
            basis.sort(reverse=True)
    greatest = 0
    for element in basis:
        greatest = max(greatest, greatest ^ element)
    print(2 ** len(basis), greatest)


main()
