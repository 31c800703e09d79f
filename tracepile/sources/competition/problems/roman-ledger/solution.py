VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
SIGNS = {
    1000: "M",
    900: "CM",
    500: "D",
    400: "CD",
    100: "C",
    90: "XC",
    50: "L",
    40: "XL",
    10: "X",
    9: "IX",
    5: "V",
    4: "IV",
    1: "I",
}


def to_number(numeral):
    number = 0
    largest = 0
    for sign in reversed(numeral):
        value = VALUES[sign]
        if value < largest:
            number -= value
        else:
            number += value
            largest = value
    return number


def to_numeral(number):
    numeral = ""
    for value, sign in SIGNS.items():
        while number >= value:
            numeral += sign
            number -= value
    return numeral


n = int(input())
print(to_numeral(sum(to_number(numeral) for numeral in input().split())))
