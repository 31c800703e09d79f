import sys


def main():
    word = sys.stdin.readline().strip()
    # length[i] is the longest fresh part that ends at letter i
    length = [0] * len(word)
    for i in range(len(word)):
        limit = length[i - 1] if i > 0 else 0
        reach = 0
        while reach < limit and word[i - 1 - reach] != word[i]:
            reach += 1
        length[i] = reach + 1
    print(max(length))


main()
