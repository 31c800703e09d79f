import sys


def find(leader, cell):
    while leader[cell] != cell:
        leader[cell] = leader[leader[cell]]
        cell = leader[cell]
    return cell


def main():
    numbers = list(map(int, sys.stdin.read().split()))
    leader = {}
    size = {}
    answers = [0]
    for cell in numbers[2:]:
        leader[cell] = cell
        size[cell] = 1
        for neighbour in (cell - 1, cell + 1):
            if neighbour in leader:
                other = find(leader, neighbour)
                leader[other] = cell
                size[cell] += size.pop(other)
        answers.append(max(answers[-1], size[cell]))
    print(*answers[1:])


main()
