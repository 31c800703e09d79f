heard = input().strip()
n = len(heard)

for length in range(1, n + 1):
    if n % length == 0 and heard[:length] * (n // length) == heard:
        print(heard[:length], n // length)
        break
