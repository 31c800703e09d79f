def evaluate(tokens):
    token = next(tokens)
    if token == "+":
        return evaluate(tokens) + evaluate(tokens)
    if token == "-":
        return evaluate(tokens) - evaluate(tokens)
    if token == "*":
        return evaluate(tokens) * evaluate(tokens)
    return int(token)


def prefix_expression(expression):
    return evaluate(iter(expression.split()))
