n = int(input())
prime = [True] * (n + 1)
prime[0] = prime[1] = False
for number in range(2, n + 1):
    if prime[number]:
        for multiple in range(number * number, n + 1, number):
            prime[multiple] = False

ways = 0
for first in range(2, n // 2 + 1):
    if prime[first] and prime[n - first]:
        ways += 1
print(ways)
