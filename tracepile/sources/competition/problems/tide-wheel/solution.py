a, b, m = map(int, input().split())

position = 1 % m
factor = a % m
while b > 0:
    if b % 2 == 1:
        position = position * factor % m
    factor = factor * factor % m
    b //= 2
print(position)
