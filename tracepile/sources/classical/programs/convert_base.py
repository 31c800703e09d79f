DIGITS = "0123456789abcdef"


def convert_base(number: int, base: int) -> str:
    if number == 0:
        return "0"
    digits = ""
    while number > 0:
        number, digit = divmod(number, base)
        digits = DIGITS[digit] + digits
    return digits
