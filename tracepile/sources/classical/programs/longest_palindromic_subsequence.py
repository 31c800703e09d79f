def longest_palindromic_subsequence(text):
    n = len(text)
    longest = [[0] * n for _ in range(n)]
    for start in range(n - 1, -1, -1):
        longest[start][start] = 1
        for end in range(start + 1, n):
            if text[start] == text[end]:
                longest[start][end] = longest[start + 1][end - 1] + 2
            else:
                longest[start][end] = max(
                    longest[start + 1][end], longest[start][end - 1]
                )
    return longest[0][n - 1] if n > 0 else 0
