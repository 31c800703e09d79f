def runs(text):
    current = None
    length = 0
    for character in text:
        if character != current:
            if length > 0:
                yield current, length
            current = character
            length = 0
        length += 1
    if length > 0:
        yield current, length


def run_length_encoding(text):
    return list(runs(text))
