import sys


def same_letters(one, other):
    """Cross out every letter of one word in the other."""
    if len(one) != len(other):
        return False
    rest = other
    for letter in one:
        if letter not in rest:
            return False
        rest = rest.replace(letter, "", 1)
    return True


def main():
    words = sys.stdin.read().split()[1:]
    labels = []
    sizes = []
    for word in words:
        for shelf, label in enumerate(labels):
            if same_letters(label, word):
                sizes[shelf] += 1
                break
        else:
            labels.append(word)
            sizes.append(1)
    print(len(labels), max(sizes))


main()
