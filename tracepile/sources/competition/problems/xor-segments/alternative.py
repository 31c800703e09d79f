n, k = map(int, input().split())
numbers = list(map(int, input().split()))

segments = 0
for start in range(n):
    value = 0
    for number in numbers[start:]:
        value ^= number
        if value == k:
            segments += 1
print(segments)
