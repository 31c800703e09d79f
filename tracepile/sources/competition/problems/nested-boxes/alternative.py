def main():
    n = int(input())
    sizes = list(map(int, input().split()))
    nested = [1] * n
    for i in range(n):
        for j in range(i):
            if sizes[j] < sizes[i]:
                nested[i] = max(nested[i], nested[j] + 1)
    print(max(nested))


main()
