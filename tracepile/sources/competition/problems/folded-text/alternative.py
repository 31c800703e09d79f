import re

INNERMOST = re.compile(r"(\d)\(([a-z]+)\)")


def unfold(match):
    return int(match.group(1)) * match.group(2)


def main():
    text = input().strip()
    while "(" in text:
        text = INNERMOST.sub(unfold, text)
    print(text)


main()
