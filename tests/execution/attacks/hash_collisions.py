# Tries to run for ever by keys that all have the same hash.
# Allowed: time_limit
modulus = 2**61 - 1
table = {}
for number in range(200_000):
    table[number * modulus] = number
print(len(table))
