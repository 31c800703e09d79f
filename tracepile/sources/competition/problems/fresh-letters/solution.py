word = input().strip()

last_seen = {}
start = 0
best = 0
for index, letter in enumerate(word):
    if letter in last_seen and last_seen[letter] >= start:
        start = last_seen[letter] + 1
    last_seen[letter] = index
    best = max(best, index - start + 1)
print(best)
