word = list(input().strip())

# Step back to the alphabetically previous word until there is none.
place = 1
while True:
    i = len(word) - 1
    while i > 0 and word[i - 1] <= word[i]:
        i -= 1
    if i <= 0:
        break
    j = len(word) - 1
    while word[j] >= word[i - 1]:
        j -= 1
    word[i - 1], word[j] = word[j], word[i - 1]
    word[i:] = reversed(word[i:])
    place += 1
print(place)
