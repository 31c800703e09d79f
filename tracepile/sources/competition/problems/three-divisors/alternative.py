def main():
    low, high = map(int, input().split())
    kept = 0
    for number in range(low, high + 1):
        divisors = 0
        small = 1
        while small * small <= number and divisors <= 3:
            if number % small == 0:
                divisors += 1 if small * small == number else 2
            small += 1
        if divisors == 3:
            kept += 1
    print(kept)


main()
