def minimum_path_sum(grid):
    best = []
    for row, costs in enumerate(grid):
        best.append([])
        for column, cost in enumerate(costs):
            if row == 0 and column == 0:
                before = 0
            elif row == 0:
                before = best[row][column - 1]
            elif column == 0:
                before = best[row - 1][column]
            else:
                before = min(best[row - 1][column], best[row][column - 1])
            best[row].append(before + cost)
    return best[-1][-1]
