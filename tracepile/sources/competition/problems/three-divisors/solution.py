def is_prime(number):
    if number < 2:
        return False
    divisor = 2
    while divisor * divisor <= number:
        if number % divisor == 0:
            return False
        divisor += 1
    return True


low, high = map(int, input().split())
# exactly the squares of primes have three divisors
kept = 0
root = 1
while root * root <= high:
    if root * root >= low and is_prime(root):
        kept += 1
    root += 1
print(kept)
