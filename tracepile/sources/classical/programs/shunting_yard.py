PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2}


def to_postfix(expression):
    output = []
    operators = []
    for token in expression.split():
        if token == "(":
            operators.append(token)
        elif token == ")":
            while operators[-1] != "(":
                output.append(operators.pop())
            operators.pop()
        elif token in PRECEDENCE:
            strength = PRECEDENCE[token]
            while operators and PRECEDENCE.get(operators[-1], 0) >= strength:
                output.append(operators.pop())
            operators.append(token)
        else:
            output.append(token)
    while operators:
        output.append(operators.pop())
    return " ".join(output)
