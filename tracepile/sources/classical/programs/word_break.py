def word_break(text, words):
    end_of = [None] * (len(text) + 1)
    end_of[0] = ""
    for end in range(1, len(text) + 1):
        for word in words:
            start = end - len(word)
            if start < 0 or end_of[start] is None:
                continue
            if text[start:end] == word:
                end_of[end] = word
                break
    if end_of[len(text)] is None:
        return None
    pieces = []
    end = len(text)
    while end > 0:
        pieces.append(end_of[end])
        end -= len(end_of[end])
    return pieces[::-1]
