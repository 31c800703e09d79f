def manacher(text):
    padded = "|".join(["", *text, ""])
    radius = [0] * len(padded)
    center = 0
    right = 0
    for i in range(len(padded)):
        if i < right:
            radius[i] = min(right - i, radius[2 * center - i])
        low = i - radius[i] - 1
        high = i + radius[i] + 1
        while low >= 0 and high < len(padded) and padded[low] == padded[high]:
            radius[i] += 1
            low -= 1
            high += 1
        if i + radius[i] > right:
            center = i
            right = i + radius[i]
    return radius
