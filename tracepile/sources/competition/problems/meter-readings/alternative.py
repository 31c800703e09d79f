def main():
    limit, s = input().split()
    s = int(s)
    digits = [int(digit) for digit in limit]
    # free[t] counts the prefixes with digit sum t that are already below the limit; one prefix equals it
    free = [0] * (s + 1)
    tight = 0
    for digit in digits:
        longer = [0] * (s + 1)
        for total in range(s + 1):
            if free[total] > 0:
                for following in range(min(9, s - total) + 1):
                    longer[total + following] += free[total]
        for following in range(digit):
            if tight + following <= s:
                longer[tight + following] += 1
        tight += digit
        free = longer
    print(free[s] + (tight == s))


main()
