from itertools import groupby

word = input().strip()
parts = []
for letter, run in groupby(word):
    length = len(list(run))
    if length == 1:
        parts.append(letter)
    else:
        parts.append(f"{letter}{length}")
short = "".join(parts)
print(short)
print(len(word) - len(short))
