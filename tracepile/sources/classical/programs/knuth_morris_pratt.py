def failure_table(pattern):
    table = [0] * len(pattern)
    length = 0
    for i in range(1, len(pattern)):
        while length > 0 and pattern[i] != pattern[length]:
            length = table[length - 1]
        if pattern[i] == pattern[length]:
            length += 1
        table[i] = length
    return table


def find_all(text, pattern):
    table = failure_table(pattern)
    positions = []
    matched = 0
    for i, character in enumerate(text):
        while matched > 0 and character != pattern[matched]:
            matched = table[matched - 1]
        if character == pattern[matched]:
            matched += 1
        if matched == len(pattern):
            positions.append(i - matched + 1)
            matched = table[matched - 1]
    return positions
