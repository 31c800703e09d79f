n, f, d = map(int, input().split())

# far[k] is the greatest distance that k stops among the farms read so far allow.
far = [f] + [-1] * n
for _ in range(n):
    p, g = map(int, input().split())
    for k in range(n, 0, -1):
        if far[k - 1] >= p:
            far[k] = max(far[k], far[k - 1] + g)

answer = -1
for k in range(n + 1):
    if far[k] >= d:
        answer = k
        break
print(answer)
