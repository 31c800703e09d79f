n = int(input())
values = {0}
for number in map(int, input().split()):
    if number not in values:
        values |= {value ^ number for value in values}
print(len(values), max(values))
