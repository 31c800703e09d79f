n = int(input())
coins = list(map(int, input().split()))

# lead[left] is for the row of the current length that begins at left
lead = coins[:]
for length in range(2, n + 1):
    for left in range(n - length + 1):
        take_first = coins[left] - lead[left + 1]
        take_last = coins[left + length - 1] - lead[left]
        lead[left] = max(take_first, take_last)
print(lead[0])
