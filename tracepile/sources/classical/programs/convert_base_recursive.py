DIGITS = "0123456789abcdef"


def convert_base(number: int, base: int) -> str:
    digit = DIGITS[number % base]
    if number < base:
        return digit
    return convert_base(number // base, base) + digit
