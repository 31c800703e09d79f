word = input().strip()

open_now = 0
steps = 0
for bracket in word:
    if bracket == "(":
        open_now += 1
    elif open_now > 0:
        open_now -= 1
    else:
        steps += 1
print(steps + open_now)
