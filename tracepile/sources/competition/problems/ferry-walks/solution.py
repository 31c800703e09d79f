MODULUS = 1000000007


def multiply(x, y):
    columns = list(zip(*y))
    return [[sum(a * b for a, b in zip(row, column)) % MODULUS for column in columns] for row in x]


n, m, k = map(int, input().split())
lines = [[0] * n for _ in range(n)]
for _ in range(m):
    a, b = map(int, input().split())
    lines[a - 1][b - 1] += 1

# The entries of the k-th power count the walks of k steps.
ways = [[int(a == b) for b in range(n)] for a in range(n)]
while k > 0:
    if k % 2 == 1:
        ways = multiply(ways, lines)
    lines = multiply(lines, lines)
    k //= 2
print(ways[0][n - 1])
