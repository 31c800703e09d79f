def multiply(x, y, m):
    a, b, c, d = x
    e, f, g, h = y
    return ((a * e + b * g) % m, (a * f + b * h) % m, (c * e + d * g) % m, (c * f + d * h) % m)


def main():
    a, b, n, m = map(int, input().split())
    # This matrix, row by row, takes the numbers of two neighbouring days one day on.
    step = (a, b, 1, 0)
    power = (1, 0, 0, 1)
    while n > 0:
        if n & 1:
            power = multiply(power, step, m)
        step = multiply(step, step, m)
        n >>= 1
    print(power[2] % m)


main()
