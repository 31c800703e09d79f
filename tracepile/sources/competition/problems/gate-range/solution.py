def xor_up_to(number):
    """Give 0 ^ 1 ^ ... ^ number; the numbers from 4i to 4i + 3 cancel out."""
    if number % 4 == 0:
        return number
    if number % 4 == 1:
        return 1
    if number % 4 == 2:
        return number + 1
    return 0


a, b = map(int, input().split())
# Below the beginning that a and b share, every bit is both 0 and 1 somewhere between them.
free = (a ^ b).bit_length()
both = a >> free << free
either = both | ((1 << free) - 1)
odd = xor_up_to(b)
if a > 0:
    odd ^= xor_up_to(a - 1)
print(both, either, odd)
