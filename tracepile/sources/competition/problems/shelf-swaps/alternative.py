n = int(input())
shelf = list(map(int, input().split()))

swaps = 0
end = n - 1
while end > 0:
    last = 0
    for i in range(end):
        if shelf[i] > shelf[i + 1]:
            shelf[i], shelf[i + 1] = shelf[i + 1], shelf[i]
            swaps += 1
            last = i
    end = last
print(swaps)
