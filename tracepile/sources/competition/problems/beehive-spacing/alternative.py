def main():
    n, k = map(int, input().split())
    spots = sorted(map(int, input().split()))
    # best[i] is the answer for the hives so far when the last of them is on spot i
    best = [1000] * n
    for _ in range(k - 1):
        following = [0] * n
        for i in range(n):
            for j in range(i):
                following[i] = max(following[i], min(best[j], spots[i] - spots[j]))
        best = following
    print(max(best))


main()
