def combinations(items, k):
    n = len(items)
    if k > n:
        return []
    chosen = list(range(k))
    result = [tuple(items[i] for i in chosen)]
    while True:
        place = k - 1
        while place >= 0 and chosen[place] == n - k + place:
            place -= 1
        if place < 0:
            return result
        chosen[place] += 1
        for later in range(place + 1, k):
            chosen[later] = chosen[later - 1] + 1
        result.append(tuple(items[i] for i in chosen))
