import sys

lines = sys.stdin.read().split("\n")
n = int(lines[0])
berths = []
answer = []
for line in lines[1 : n + 1]:
    sign, name = line.split()
    if sign == "-":
        berths[berths.index(name)] = ""
        continue
    if "" not in berths:
        berths.append("")
    place = berths.index("")
    berths[place] = name
    answer.append(str(place + 1))
print(" ".join(answer))
