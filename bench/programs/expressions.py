"""Parsing: a tokenizer and an evaluator by recursive descent."""


def tokenize(text: str) -> list[str]:
    """Split into numbers and signs."""
    tokens = []
    position = 0
    while position < len(text):
        sign = text[position]
        if sign.isspace():
            position += 1
        elif sign.isdigit():
            end = position
            while end < len(text) and text[end].isdigit():
                end += 1
            tokens.append(text[position:end])
            position = end
        else:
            tokens.append(sign)
            position += 1
    return tokens


def factor(tokens: list[str], position: int) -> tuple[int, int]:
    """Read a number or something in brackets."""
    token = tokens[position]
    if token == "(":
        value, position = expression(tokens, position + 1)
        return value, position + 1
    if token == "-":
        value, position = factor(tokens, position + 1)
        return -value, position
    return int(token), position + 1


def term(tokens: list[str], position: int) -> tuple[int, int]:
    """Read factors with `*` and `%` between them."""
    value, position = factor(tokens, position)
    while position < len(tokens) and tokens[position] in "*%":
        operator = tokens[position]
        right, position = factor(tokens, position + 1)
        if operator == "*":
            value *= right
        else:
            value %= right
    return value, position


def expression(tokens: list[str], position: int) -> tuple[int, int]:
    """Read terms with `+` and `-` between them."""
    value, position = term(tokens, position)
    while position < len(tokens) and tokens[position] in "+-":
        operator = tokens[position]
        right, position = term(tokens, position + 1)
        value = value + right if operator == "+" else value - right
    return value, position


def main() -> list[int]:
    """Evaluate a few."""
    results = []
    for text in (
        "2 * (3 + 4) - 5",
        "((12 + 30) * -2 + 100) % 7",
        "1 + 2 * 3 - 4 * (5 - 6 * (7 + 8)) % 9",
        "-(-(17 % 5 + 40) * 3) - 8 * 9 * 10",
        "1000 - (200 + (300 - (40 + 5 * 6)) * 2)",
    ):
        value, _ = expression(tokenize(text), 0)
        results.append(value)
    return results
