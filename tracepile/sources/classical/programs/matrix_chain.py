def matrix_chain(dimensions):
    memo = {}

    def cheapest(first, last):
        if first == last:
            return 0
        if (first, last) in memo:
            return memo[first, last]
        best = None
        for split in range(first, last):
            cost = cheapest(first, split) + cheapest(split + 1, last)
            cost += dimensions[first] * dimensions[split + 1] * dimensions[last + 1]
            if best is None or cost < best:
                best = cost
        memo[first, last] = best
        return best

    return cheapest(0, len(dimensions) - 2)
