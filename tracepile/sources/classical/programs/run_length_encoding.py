def run_length_encoding(text):
    runs = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and text[end] == text[start]:
            end += 1
        runs.append((text[start], end - start))
        start = end
    return runs
