# Tries to run for ever by generators that feed one another.
# Allowed: time_limit
def numbers():
    number = 0
    while True:
        yield number
        number += 1


def doubled(source):
    yield from (2 * number for number in source)


print(max(doubled(numbers())))
