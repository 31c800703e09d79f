def rod_cutting(prices, length):
    best = [0] * (length + 1)
    first_cut = [0] * (length + 1)
    for total in range(1, length + 1):
        for cut in range(1, min(total, len(prices)) + 1):
            revenue = prices[cut - 1] + best[total - cut]
            if revenue > best[total]:
                best[total] = revenue
                first_cut[total] = cut
    pieces = []
    rest = length
    while rest > 0 and first_cut[rest] > 0:
        pieces.append(first_cut[rest])
        rest -= first_cut[rest]
    return best[length], pieces
