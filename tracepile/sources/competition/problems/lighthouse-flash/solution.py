from math import gcd

n = int(input())
second = 0
step = 1
for _ in range(n):
    m, r = map(int, input().split())
    # the lighthouses so far flash in the seconds second, second + step, ...
    first_try = second
    while second % m != r:
        second += step
        if (second - first_try) % m == 0:
            second = -1
            break
    if second == -1:
        break
    step = step * m // gcd(step, m)
print(second)
