def power_set(items):
    subsets = [[]]
    for item in items:
        larger = []
        for subset in subsets:
            larger.append(subset + [item])
        subsets.extend(larger)
    return subsets
