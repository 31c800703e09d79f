import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    nails = list(zip(data[1::2], data[2::2]))
    start = min(nails)
    corners = 0
    doubled = 0
    corner = start
    while True:
        # Gift wrapping: the next corner has no nail to its right, and is the farthest in its direction.
        corners += 1
        ahead = corner
        for nail in nails:
            dx, dy = nail[0] - corner[0], nail[1] - corner[1]
            ex, ey = ahead[0] - corner[0], ahead[1] - corner[1]
            cross = ex * dy - ey * dx
            if cross < 0 or (cross == 0 and dx * dx + dy * dy > ex * ex + ey * ey):
                ahead = nail
        doubled += corner[0] * ahead[1] - ahead[0] * corner[1]
        corner = ahead
        if corner == start:
            break
    print(corners, doubled)


main()
