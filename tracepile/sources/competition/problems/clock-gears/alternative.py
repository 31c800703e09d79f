def factorize(number):
    powers = {}
    prime = 2
    while prime * prime <= number:
        while number % prime == 0:
            powers[prime] = powers.get(prime, 0) + 1
            number //= prime
        prime += 1
    if number > 1:
        powers[number] = powers.get(number, 0) + 1
    return powers


def main():
    input()
    highest = {}
    for token in input().split():
        for prime, power in factorize(int(token)).items():
            highest[prime] = max(power, highest.get(prime, 0))
    answer = 1
    for prime in sorted(highest):
        answer *= prime ** highest[prime]
    print(answer)


main()
