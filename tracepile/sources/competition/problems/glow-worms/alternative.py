a, b, n, m = map(int, input().split())

# Only finitely many pairs of remainders exist, so the days repeat from some day on.
first_day = {}
remainders = []
today, tomorrow = 0, 1 % m
while (today, tomorrow) not in first_day:
    first_day[today, tomorrow] = len(remainders)
    remainders.append(today)
    today, tomorrow = tomorrow, (a * tomorrow + b * today) % m
start = first_day[today, tomorrow]
if n >= start:
    n = start + (n - start) % (len(remainders) - start)
print(remainders[n])
