def gcd(a, b):
    while b != 0:
        a, b = b, a % b
    return a


def pollard_rho(n, start):
    slow = start
    fast = start
    divisor = 1
    while divisor == 1:
        slow = (slow * slow + 1) % n
        fast = (fast * fast + 1) % n
        fast = (fast * fast + 1) % n
        divisor = gcd(abs(slow - fast), n)
    return divisor
