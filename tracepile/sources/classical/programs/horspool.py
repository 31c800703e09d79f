def shifts_of(pattern):
    shifts = {}
    for i in range(len(pattern) - 1):
        shifts[pattern[i]] = len(pattern) - 1 - i
    return shifts


def horspool(text, pattern):
    m = len(pattern)
    shifts = shifts_of(pattern)
    end = m - 1
    while end < len(text):
        matched = 0
        while matched < m and text[end - matched] == pattern[m - 1 - matched]:
            matched += 1
        if matched == m:
            return end - m + 1
        end += shifts.get(text[end], m)
    return -1
