n = int(input())
a = list(map(int, input().split()))

# difference[i]: what the first porter carries more than the second one, of the first i parcels
difference = [0]
for i in range(n):
    sign = 1 if i % 2 == 0 else -1
    difference.append(difference[-1] + sign * a[i])

fair = 0
for i in range(n):
    after = difference[n] - difference[i + 1]
    # the parcels after a removed one change hands
    if difference[i] == after:
        fair += 1
print(fair)
