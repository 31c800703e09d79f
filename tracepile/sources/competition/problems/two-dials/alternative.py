import sys


def find_pair(s, x):
    """Settle the bits from the lowest one up; both sides must agree on every bit of the sum."""
    smaller = 0
    larger = 0
    carry = 0
    highest = max(s, x).bit_length()
    for place in range(highest + 1):
        differ = x >> place & 1
        wanted = s >> place & 1
        if differ:
            if 1 ^ carry != wanted:
                return None
            # one of the two has the bit, so a carry is passed on if there was one
            larger |= 1 << place
        elif wanted != carry:
            return None
        else:
            # Both bits are 0 or both are 1; the next bit of the sum tells which.
            carry = (s >> place + 1 & 1) ^ (x >> place + 1 & 1)
            if carry:
                smaller |= 1 << place
                larger |= 1 << place
    return (smaller, larger) if carry == 0 else None


def main():
    lines = sys.stdin.read().splitlines()
    for line in lines[1:]:
        s, x = map(int, line.split())
        pair = find_pair(s, x)
        print(-1 if pair is None else f"{pair[0]} {pair[1]}")


main()
