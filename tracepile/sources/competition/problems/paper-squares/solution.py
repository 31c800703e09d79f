a, b = map(int, input().split())

squares = 1
while a != b:
    if a > b:
        a -= b
    else:
        b -= a
    squares += 1
print(squares, a)
