n, q = map(int, input().split())
width = 1
while width * width < n:
    width += 1
tills = [0] * n
blocks = [0] * (n // width + 1)
for _ in range(q):
    kind, x, y = map(int, input().split())
    if kind == 1:
        tills[x - 1] += y
        blocks[(x - 1) // width] += y
    else:
        total = 0
        till = x - 1
        while till < y:
            # whole blocks count at once
            if till % width == 0 and till + width <= y:
                total += blocks[till // width]
                till += width
            else:
                total += tills[till]
                till += 1
        print(total)
