def insert(table, key):
    size = len(table)
    home = key % size
    for step in range(size):
        slot = (home + step) % size
        if table[slot] is None:
            table[slot] = key
            return step
    raise OverflowError(f"no free slot for key {key}")


def linear_probing(keys, size):
    table = [None] * size
    collisions = 0
    for key in keys:
        collisions += insert(table, key)
    return table, collisions
