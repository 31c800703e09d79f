def house_robber(amounts):
    best_before_last = 0
    best = 0
    for amount in amounts:
        take = best_before_last + amount
        best_before_last = best
        if take > best:
            best = take
    return best
