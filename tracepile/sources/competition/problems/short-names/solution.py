n = int(input())
commands = [input().strip() for _ in range(n)]

count = {}
for command in commands:
    for length in range(1, len(command) + 1):
        beginning = command[:length]
        count[beginning] = count.get(beginning, 0) + 1

for command in commands:
    length = 1
    while length < len(command) and count[command[:length]] > 1:
        length += 1
    print(command[:length])
