def naive_matching(text, pattern):
    positions = []
    for start in range(len(text) - len(pattern) + 1):
        matched = 0
        while matched < len(pattern) and text[start + matched] == pattern[matched]:
            matched += 1
        if matched == len(pattern):
            positions.append(start)
    return positions
