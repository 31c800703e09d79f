from math import gcd


def main():
    corners = [tuple(map(int, input().split())) for _ in range(3)]
    doubled_area = 0
    on_fence = 0
    for i in range(3):
        x, y = corners[i]
        u, v = corners[(i + 1) % 3]
        doubled_area += x * v - u * y
        on_fence += gcd(u - x, v - y)
    # Pick: area = inside + on_fence / 2 - 1
    print((abs(doubled_area) - on_fence + 2) // 2)


main()
