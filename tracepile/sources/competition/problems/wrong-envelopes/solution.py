n, k = map(int, input().split())
modulus = 1000000007

# row[j] is the number of ways to choose j things
row = [1]
for _ in range(n):
    row = [1] + [(left + right) % modulus for left, right in zip(row, row[1:])] + [1]

# all_wrong and one_more count the ways in which no letter is right
all_wrong, one_more = 1, 0
for letters in range(1, n - k + 1):
    all_wrong, one_more = one_more, letters * (all_wrong + one_more) % modulus
print(row[k] * all_wrong % modulus)
