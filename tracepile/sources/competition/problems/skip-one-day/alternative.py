n = int(input())
a = list(map(int, input().split()))

ends = a[:]
for i in range(1, n):
    ends[i] = a[i] + max(0, ends[i - 1])
starts = a[:]
for i in range(n - 2, -1, -1):
    starts[i] = a[i] + max(0, starts[i + 1])

answer = max(ends)
for closed in range(1, n - 1):
    answer = max(answer, ends[closed - 1] + starts[closed + 1])
print(answer)
