def is_witness(base, n, odd, twos):
    power = pow(base, odd, n)
    if power in (1, n - 1):
        return False
    for _ in range(twos - 1):
        power = power * power % n
        if power == n - 1:
            return False
    return True


def miller_rabin(n):
    bases = [2, 3, 5, 7]
    if n in bases:
        return True
    if n < 2 or n % 2 == 0:
        return False
    odd = n - 1
    twos = 0
    while odd % 2 == 0:
        odd //= 2
        twos += 1
    for base in bases:
        if base % n != 0 and is_witness(base, n, odd, twos):
            return False
    return True
