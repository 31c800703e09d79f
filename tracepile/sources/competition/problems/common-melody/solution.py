first = input().strip()
second = input().strip()

longest = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
for i in range(len(first)):
    for j in range(len(second)):
        if first[i] == second[j]:
            longest[i + 1][j + 1] = longest[i][j] + 1
        else:
            longest[i + 1][j + 1] = max(longest[i][j + 1], longest[i + 1][j])
print(longest[-1][-1])
