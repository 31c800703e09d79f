n = int(input())
tourists = []
for _ in range(n):
    h, c = map(int, input().split())
    tourists.append((h, c))
tourists.sort(reverse=True)

line = []
for h, c in tourists:
    # All who stand in the line now are taller, and the smaller ones to come change no count.
    line.insert(c, h)
print(*line)
