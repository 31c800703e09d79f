def transform(text):
    ended = text + "$"
    rotations = sorted(ended[i:] + ended[:i] for i in range(len(ended)))
    return "".join(rotation[-1] for rotation in rotations)


def restore(last):
    table = [""] * len(last)
    for _ in last:
        table = sorted(letter + row for letter, row in zip(last, table))
    for row in table:
        if row.endswith("$"):
            return row[:-1]


def burrows_wheeler(text):
    last = transform(text)
    return last, restore(last)
