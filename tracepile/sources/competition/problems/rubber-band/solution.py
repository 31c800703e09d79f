def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def chain(nails):
    # one half of the band, without its last corner
    corners = []
    for nail in nails:
        while len(corners) >= 2 and turn(corners[-2], corners[-1], nail) <= 0:
            corners.pop()
        corners.append(nail)
    return corners[:-1]


n = int(input())
nails = sorted(tuple(map(int, input().split())) for _ in range(n))
if n == 1:
    print(1, 0)
else:
    band = chain(nails) + chain(nails[::-1])
    doubled = 0
    for i in range(len(band)):
        x, y = band[i - 1]
        u, v = band[i]
        doubled += x * v - u * y
    print(len(band), doubled)
