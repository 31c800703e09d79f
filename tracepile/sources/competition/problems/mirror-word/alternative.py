import sys


def common_subsequence(first, second):
    previous = [0] * (len(second) + 1)
    for a in first:
        current = [0]
        for j, b in enumerate(second):
            if a == b:
                current.append(previous[j] + 1)
            else:
                current.append(max(previous[j + 1], current[j]))
        previous = current
    return previous[-1]


def main():
    word = sys.stdin.readline().strip()
    # the letters that need no partner are those of a longest mirror word inside the word
    print(len(word) - common_subsequence(word, word[::-1]))


main()
