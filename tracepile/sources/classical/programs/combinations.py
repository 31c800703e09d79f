def generate_combinations(items, k):
    if k == 0:
        yield ()
        return
    for i, first in enumerate(items):
        for rest in generate_combinations(items[i + 1 :], k - 1):
            yield (first, *rest)


def combinations(items, k):
    return list(generate_combinations(items, k))
