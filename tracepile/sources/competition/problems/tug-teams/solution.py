line = input().strip()

first_seen = {0: 0}
lead = 0
longest = 0
runs = 0
for place, cap in enumerate(line, start=1):
    lead += 1 if cap == "R" else -1
    if lead not in first_seen:
        first_seen[lead] = place
        continue
    # Between two places with the same lead, both colours are equally frequent.
    length = place - first_seen[lead]
    if length > longest:
        longest = length
        runs = 1
    elif length == longest:
        runs += 1
print(longest, runs)
