def main():
    n = int(input())
    size = list(map(int, input().split()))
    never = n
    need = [never] * n
    need[n - 1] = 0
    for i in range(n - 2, -1, -1):
        for j in range(i + 1, min(n, i + size[i] + 1)):
            if need[j] + 1 < need[i]:
                need[i] = need[j] + 1
    print(need[0] if need[0] < never else -1)


main()
