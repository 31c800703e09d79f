VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman_to_integer(numeral):
    total = 0
    following = 0
    for letter in reversed(numeral):
        value = VALUES[letter]
        if value < following:
            total -= value
        else:
            total += value
            following = value
    return total
