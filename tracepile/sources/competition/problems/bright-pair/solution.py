class Node:
    def __init__(self):
        self.children = [None, None]
        self.count = 0


def insert(root, number, bits):
    node = root
    for bit in range(bits - 1, -1, -1):
        digit = number >> bit & 1
        if node.children[digit] is None:
            node.children[digit] = Node()
        node = node.children[digit]
    node.count += 1


def best_contrast(root, number, bits):
    """Walk down the tree of numbers, on the other side than `number` wherever it is open."""
    node = root
    contrast = 0
    for bit in range(bits - 1, -1, -1):
        digit = number >> bit & 1
        contrast *= 2
        if node.children[1 - digit] is not None:
            contrast += 1
            digit = 1 - digit
        node = node.children[digit]
    return contrast, node.count


n = int(input())
stars = list(map(int, input().split()))
bits = max(stars).bit_length()
root = Node()
best = -1
pairs = 0
for place, star in enumerate(stars):
    if place > 0:
        contrast, count = best_contrast(root, star, bits)
        if contrast > best:
            best = contrast
            pairs = 0
        if contrast == best:
            pairs += count
    insert(root, star, bits)
print(best, pairs)
