n, s = map(int, input().split())

readings = 0
for number in range(1, n + 1):
    digit_sum = 0
    while number > 0:
        digit_sum += number % 10
        number //= 10
    if digit_sum == s:
        readings += 1
print(readings)
