line = input().strip()

# the places of unmatched brackets, on top of a place before the line
unmatched = [-1]
longest = 0
count = 0
for place, bracket in enumerate(line):
    if bracket == ")" and len(unmatched) > 1 and line[unmatched[-1]] == "(":
        unmatched.pop()
        length = place - unmatched[-1]
        if length > longest:
            longest = length
            count = 1
        elif length == longest:
            count += 1
    else:
        unmatched.append(place)
print(longest, count)
