n = int(input())
target = [int(token) - 1 for token in input().split()]

start = list(range(n))
cards = start[:]
shuffles = 0
while shuffles == 0 or cards != start:
    moved = [0] * n
    for place in range(n):
        moved[target[place]] = cards[place]
    cards = moved
    shuffles += 1
print(shuffles)
