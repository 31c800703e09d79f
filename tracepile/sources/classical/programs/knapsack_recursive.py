def best_value(weights, values, count, room):
    if count == 0:
        return 0
    weight = weights[count - 1]
    without = best_value(weights, values, count - 1, room)
    if weight > room:
        return without
    rest = best_value(weights, values, count - 1, room - weight)
    return max(without, rest + values[count - 1])


def knapsack(weights, values, capacity):
    return best_value(weights, values, len(weights), capacity)
