a, b, c = map(int, input().split())

flips = 0
while a or b or c:
    if c % 2 == 1:
        if a % 2 == 0 and b % 2 == 0:
            flips += 1
    else:
        flips += a % 2 + b % 2
    a //= 2
    b //= 2
    c //= 2
print(flips)
