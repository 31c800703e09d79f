def main():
    a, b = map(int, input().split())
    modulus = 998244353
    # ways[i][j] counts the orders of i votes for A and j for B in which A always leads
    ways = [[0] * (b + 1) for _ in range(a + 1)]
    ways[1][0] = 1
    for i in range(1, a + 1):
        for j in range(min(b, i - 1) + 1):
            if i > 1:
                ways[i][j] += ways[i - 1][j]
            if j > 0:
                ways[i][j] += ways[i][j - 1]
            ways[i][j] %= modulus
    print(ways[a][b])


main()
