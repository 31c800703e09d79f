def are_anagrams(first, second):
    if len(first) != len(second):
        return False
    counts = {}
    for character in first:
        counts[character] = counts.get(character, 0) + 1
    for character in second:
        if counts.get(character, 0) == 0:
            return False
        counts[character] -= 1
    return True
