def next_row(row, rule):
    n = len(row)
    result = []
    for i in range(n):
        pattern = 4 * row[i - 1] + 2 * row[i] + row[(i + 1) % n]
        result.append(rule >> pattern & 1)
    return result


def cellular_automaton(row, rule, generations):
    history = [row]
    for _ in range(generations):
        row = next_row(row, rule)
        history.append(row)
    return history
