class FenwickTree:
    def __init__(self, size):
        self.sums = [0] * (size + 1)

    def add(self, index, amount):
        index += 1
        while index < len(self.sums):
            self.sums[index] += amount
            index += index & -index

    def prefix_sum(self, end):
        total = 0
        while end > 0:
            total += self.sums[end]
            end -= end & -end
        return total


def range_sums(numbers, queries):
    tree = FenwickTree(len(numbers))
    for index, number in enumerate(numbers):
        tree.add(index, number)
    answers = []
    for start, end in queries:
        answers.append(tree.prefix_sum(end) - tree.prefix_sum(start))
    return answers
