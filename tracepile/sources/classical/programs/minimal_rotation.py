def minimal_rotation(text):
    n = len(text)
    first = 0
    second = 1
    length = 0
    while first < n and second < n and length < n:
        a = text[(first + length) % n]
        b = text[(second + length) % n]
        if a == b:
            length += 1
            continue
        if a > b:
            first += length + 1
        else:
            second += length + 1
        if first == second:
            second += 1
        length = 0
    start = min(first, second)
    return text[start:] + text[:start]
