def decode_repeats(text):
    stack = []
    current = ""
    count = 0
    for character in text:
        if character.isdigit():
            count = 10 * count + int(character)
        elif character == "[":
            stack.append((current, count))
            current = ""
            count = 0
        elif character == "]":
            before, times = stack.pop()
            current = before + times * current
        else:
            current += character
    return current
