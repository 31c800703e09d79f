SHORT = [("IV", "IIII"), ("IX", "VIIII"), ("XL", "XXXX"), ("XC", "LXXXX"), ("CD", "CCCC"), ("CM", "DCCCC")]


def main():
    input()
    # Reckon with counters on a board, without numbers: five I make a V, two V make an X, and so on.
    board = input()
    for short, long in SHORT:
        board = board.replace(short, long)
    count = {sign: board.count(sign) for sign in "IVXLCDM"}
    group = 5
    for sign, next_sign in zip("IVXLCD", "VXLCDM"):
        count[next_sign] += count[sign] // group
        count[sign] %= group
        group = 7 - group
    numeral = "".join(sign * count[sign] for sign in "MDCLXVI")
    # The longer form of 9 contains that of 4, so it has to be shortened first.
    for short, long in reversed(SHORT):
        numeral = numeral.replace(long, short)
    print(numeral)


main()
