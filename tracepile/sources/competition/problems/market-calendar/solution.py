n, w, m, d, k = map(int, input().split())
lengths = list(map(int, input().split()))

# days since the first day of year 1
days = sum(lengths[: m - 1]) + d - 1 + k
weekday = days % w + 1
year = days // sum(lengths) + 1
days %= sum(lengths)
month = 1
for length in lengths:
    if days < length:
        break
    days -= length
    month += 1
print(year, month, days + 1, weekday)
