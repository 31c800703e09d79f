def edit_distance(source, target):
    previous = list(range(len(target) + 1))
    for i, a in enumerate(source, start=1):
        current = [i]
        for j, b in enumerate(target, start=1):
            replace = previous[j - 1] + (a != b)
            delete = previous[j] + 1
            insert = current[j - 1] + 1
            current.append(min(replace, delete, insert))
        previous = current
    return previous[-1]
