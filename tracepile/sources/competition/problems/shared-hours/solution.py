def read_spans(count):
    spans = []
    for _ in range(count):
        a, b = map(int, input().split())
        spans.append((a, b))
    return spans


n, m = map(int, input().split())
first = read_spans(n)
second = read_spans(m)

i = 0
j = 0
minutes = 0
stretches = 0
while i < n and j < m:
    start = max(first[i][0], second[j][0])
    end = min(first[i][1], second[j][1])
    if start < end:
        minutes += end - start
        stretches += 1
    if first[i][1] < second[j][1]:
        i += 1
    else:
        j += 1
print(minutes, stretches)
