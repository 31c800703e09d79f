from functools import cache

word = input().strip()


@cache
def insertions(left, right):
    if left >= right:
        return 0
    if word[left] == word[right]:
        return insertions(left + 1, right - 1)
    return 1 + min(insertions(left + 1, right), insertions(left, right - 1))


print(insertions(0, len(word) - 1))
