r, c, q = map(int, input().split())
orchard = []
for _ in range(r):
    orchard.append(list(map(int, input().split())))

for _ in range(q):
    top, left, bottom, right = map(int, input().split())
    baskets = 0
    for row in orchard[top - 1 : bottom]:
        baskets += sum(row[left - 1 : right])
    print(baskets)
