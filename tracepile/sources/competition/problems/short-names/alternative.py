import sys


def common(one, other):
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def main():
    commands = sys.stdin.read().split()[1:]
    # Of all other commands, the most similar ones are the neighbours in alphabetical order.
    ordered = sorted(commands)
    needed = dict.fromkeys(commands, 1)
    for one, other in zip(ordered, ordered[1:]):
        shared = common(one, other)
        needed[one] = max(needed[one], shared + 1)
        needed[other] = max(needed[other], shared + 1)
    for command in commands:
        print(command[: needed[command]])


main()
