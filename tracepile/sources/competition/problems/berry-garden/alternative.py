from collections import Counter
from itertools import combinations

rows, columns = map(int, input().split())
garden = []
for _ in range(rows):
    garden.append(list(map(int, input().split())))

# A path is the choice of the moves that go down.
moves = rows + columns - 2
totals = Counter()
for downs in combinations(range(moves), rows - 1):
    row = column = 0
    berries = garden[0][0]
    for move in range(moves):
        if move in downs:
            row += 1
        else:
            column += 1
        berries += garden[row][column]
    totals[berries] += 1
most = max(totals)
print(most, totals[most])
