CLOSING = {"(": ")", "[": "]", "{": "}"}


def check(line):
    expected = []
    for position, bracket in enumerate(line, start=1):
        if bracket in CLOSING:
            expected.append(CLOSING[bracket])
        elif not expected or expected.pop() != bracket:
            return position
    return len(line) + 1 if expected else 0


print(check(input().strip()))
