def power_set(items):
    if not items:
        return [[]]
    without_last = power_set(items[:-1])
    with_last = [subset + [items[-1]] for subset in without_last]
    return without_last + with_last
