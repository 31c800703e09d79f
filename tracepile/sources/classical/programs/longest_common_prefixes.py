def longest_common_prefixes(text):
    n = len(text)
    suffixes = sorted(range(n), key=lambda start: text[start:])
    rank = [0] * n
    for position, start in enumerate(suffixes):
        rank[start] = position
    shared = [0] * n
    length = 0
    for start in range(n):
        if rank[start] == 0:
            length = 0
            continue
        other = suffixes[rank[start] - 1]
        longest = n - max(start, other)
        while length < longest and text[start + length] == text[other + length]:
            length += 1
        shared[rank[start]] = length
        length = max(length - 1, 0)
    return shared
