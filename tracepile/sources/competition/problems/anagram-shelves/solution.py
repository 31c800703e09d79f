n = int(input())
shelves = {}
for _ in range(n):
    word = input().strip()
    key = "".join(sorted(word))
    shelves[key] = shelves.get(key, 0) + 1
print(len(shelves), max(shelves.values()))
