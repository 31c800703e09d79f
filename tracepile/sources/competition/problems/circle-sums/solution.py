n = int(input())
b = list(map(int, input().split()))

# b_1 - b_2 + b_3 - ... + b_n leaves the first child twice
marbles = [sum(b[::2]) - sum(b[1::2])]
marbles[0] //= 2
for i in range(n - 1):
    marbles.append(b[i] - marbles[i])
print(*marbles)
