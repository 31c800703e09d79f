def cost_table(source, target):
    rows = len(source) + 1
    columns = len(target) + 1
    cost = [[row + column for column in range(columns)] for row in range(rows)]
    for i in range(1, rows):
        for j in range(1, columns):
            replace = cost[i - 1][j - 1] + (source[i - 1] != target[j - 1])
            cost[i][j] = min(replace, cost[i - 1][j] + 1, cost[i][j - 1] + 1)
    return cost


def edit_script(source, target):
    cost = cost_table(source, target)
    script = []
    i = len(source)
    j = len(target)
    while i > 0 or j > 0:
        if i > 0 and cost[i][j] == cost[i - 1][j] + 1:
            i -= 1
            script.append(f"delete {source[i]}")
        elif j > 0 and cost[i][j] == cost[i][j - 1] + 1:
            j -= 1
            script.append(f"insert {target[j]}")
        else:
            i -= 1
            j -= 1
            if source[i] == target[j]:
                script.append(f"keep {source[i]}")
            else:
                script.append(f"replace {source[i]} by {target[j]}")
    return script[::-1]
