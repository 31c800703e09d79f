PARTNER = {")": "(", "]": "[", "}": "{"}


def first_unbalanced(text):
    stack = []
    for index, bracket in enumerate(text):
        if bracket not in PARTNER:
            stack.append(bracket)
        elif not stack or stack.pop() != PARTNER[bracket]:
            return index
    if stack:
        return len(text)
    return -1
