def slips(one, other):
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above = row
        row = [i]
        for j, wanted in enumerate(other, start=1):
            change = above[j - 1] + (letter != wanted)
            row.append(min(change, above[j] + 1, row[j - 1] + 1))
    return row[-1]


def main():
    t = int(input())
    for _ in range(t):
        one, other = input().split()
        number = slips(one, other)
        if number == 0:
            print("same")
        elif number == 1:
            print("close")
        else:
            print("far")


main()
