n, k = map(int, input().split())
pages = list(map(int, input().split()))

total = [0]
for chapter in pages:
    total.append(total[-1] + chapter)
# longest[i] is the answer for the first i chapters in the days so far
longest = total[:]
for day in range(2, k + 1):
    following = longest[:]
    for read in range(day, n + 1):
        for before in range(day - 1, read):
            following[read] = min(following[read], max(longest[before], total[read] - total[before]))
    longest = following
print(longest[n])
