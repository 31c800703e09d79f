def ranks_of(keys):
    place = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return [place[key] for key in keys]


def suffix_array(text):
    n = len(text)
    ranks = ranks_of(list(text))
    width = 1
    while n > 0 and max(ranks) < n - 1:
        keys = []
        for i in range(n):
            following = ranks[i + width] if i + width < n else -1
            keys.append((ranks[i], following))
        ranks = ranks_of(keys)
        width *= 2
    suffixes = [0] * n
    for start, rank in enumerate(ranks):
        suffixes[rank] = start
    return suffixes
