n = int(input())
log = list(map(int, input().split()))

lone = 0
for bit in range(max(log).bit_length()):
    ones = 0
    for number in log:
        ones += number >> bit & 1
    # A number that occurs three times adds 0 or 3 ones.
    if ones % 3 == 1:
        lone |= 1 << bit
print(lone)
