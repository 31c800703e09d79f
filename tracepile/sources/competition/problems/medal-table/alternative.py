import sys


class Country:
    def __init__(self, line):
        words = line.split()
        self.name = words[0]
        self.medals = list(map(int, words[1:]))

    def beats(self, other):
        if self.medals != other.medals:
            return self.medals > other.medals
        return self.name < other.name


def main():
    n = int(sys.stdin.readline())
    countries = [Country(sys.stdin.readline()) for _ in range(n)]
    table = [None] * n
    for country in countries:
        # the place of a country is the number of countries that beat it
        place = 0
        for other in countries:
            if other.beats(country):
                place += 1
        table[place] = country
    for country in table:
        print(country.name, sum(country.medals))


main()
