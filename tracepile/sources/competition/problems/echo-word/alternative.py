def border_lengths(word):
    """Give, for every beginning of the word, the longest proper part that is both its front and its back."""
    border = [0] * len(word)
    matched = 0
    for i in range(1, len(word)):
        while matched > 0 and word[i] != word[matched]:
            matched = border[matched - 1]
        if word[i] == word[matched]:
            matched += 1
        border[i] = matched
    return border


def main():
    heard = input().strip()
    period = len(heard) - border_lengths(heard)[-1]
    if len(heard) % period != 0:
        period = len(heard)
    print(heard[:period], len(heard) // period)


main()
