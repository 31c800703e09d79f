def longest_unique_substring(text):
    last_seen = {}
    start = 0
    longest = ""
    for i, character in enumerate(text):
        if last_seen.get(character, -1) >= start:
            start = last_seen[character] + 1
        last_seen[character] = i
        window = text[start : i + 1]
        if len(window) > len(longest):
            longest = window
    return longest
