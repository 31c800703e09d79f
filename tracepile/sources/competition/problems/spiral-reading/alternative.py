r, c = map(int, input().split())
table = []
for _ in range(r):
    table.append(list(input().strip()))

sentence = ""
while table:
    sentence += "".join(table[0])
    # Turn what is left by a quarter to the left, so that the next side lies on top.
    table = [list(column) for column in zip(*table[1:])]
    table.reverse()
print(sentence)
