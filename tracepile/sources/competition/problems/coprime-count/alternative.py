from math import gcd

for _ in range(int(input())):
    n = int(input())
    strangers = 0
    for number in range(1, n + 1):
        if gcd(number, n) == 1:
            strangers += 1
    print(strangers)
