def arrange(items):
    if not items:
        yield []
        return
    for i, item in enumerate(items):
        for rest in arrange(items[:i] + items[i + 1 :]):
            yield [item] + rest


def permutations(items):
    return list(arrange(items))
