def permutations(items):
    result = []

    def extend(prefix, remaining):
        if not remaining:
            result.append(prefix)
            return
        for i, item in enumerate(remaining):
            rest = remaining[:i] + remaining[i + 1 :]
            extend(prefix + [item], rest)

    extend([], items)
    return result
