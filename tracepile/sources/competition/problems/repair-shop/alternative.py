n = int(input())
requests = []
for _ in range(n):
    day, pay = map(int, input().split())
    requests.append((pay, day))

# The best paid request first, on the latest day that is still free.
busy = set()
earned = 0
for pay, day in sorted(requests, reverse=True):
    while day > 0 and day in busy:
        day -= 1
    if day > 0:
        busy.add(day)
        earned += pay
print(earned)
