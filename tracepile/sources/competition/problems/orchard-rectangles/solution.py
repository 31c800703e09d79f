def main():
    r, c, q = map(int, input().split())
    # total[i][j]: all baskets in the first i rows and the first j columns
    total = [[0] * (c + 1) for _ in range(r + 1)]
    for i in range(1, r + 1):
        row = list(map(int, input().split()))
        for j in range(1, c + 1):
            total[i][j] = row[j - 1] + total[i - 1][j] + total[i][j - 1] - total[i - 1][j - 1]
    for _ in range(q):
        a, b, d, e = map(int, input().split())
        print(total[d][e] - total[a - 1][e] - total[d][b - 1] + total[a - 1][b - 1])


main()
