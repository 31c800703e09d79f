def wildcard_matching(text, pattern):
    i = 0
    j = 0
    star = None
    retry = 0
    while i < len(text):
        if j < len(pattern) and pattern[j] == "*":
            star = j
            retry = i
            j += 1
        elif j < len(pattern) and pattern[j] in ("?", text[i]):
            i += 1
            j += 1
        elif star is not None:
            retry += 1
            i = retry
            j = star + 1
        else:
            return False
    while j < len(pattern) and pattern[j] == "*":
        j += 1
    return j == len(pattern)
