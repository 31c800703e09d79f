def fractional_knapsack(items, capacity):
    taken = []
    room = capacity
    for weight, value in sorted(items, key=lambda item: -item[1] / item[0]):
        if room == 0:
            break
        amount = min(weight, room)
        taken.append((weight, value, amount))
        room -= amount
    return taken
