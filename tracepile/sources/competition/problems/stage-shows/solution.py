import sys

read = sys.stdin.readline
n = int(read())
shows = []
for _ in range(n):
    start, end = map(int, read().split())
    shows.append((end, start))
shows.sort()

held = 0
free_from = 0
for end, start in shows:
    if start >= free_from:
        held += 1
        free_from = end
print(held)
