class LazySegmentTree:
    def __init__(self, size):
        self.size = size
        self.total = [0] * (4 * size)
        self.pending = [0] * (4 * size)

    def add(self, start, end, amount, node=1, low=0, high=None):
        high = self.size if high is None else high
        if end <= low or high <= start:
            return
        self.total[node] += amount * (min(end, high) - max(start, low))
        if start <= low and high <= end:
            self.pending[node] += amount
            return
        middle = (low + high) // 2
        self.add(start, end, amount, 2 * node, low, middle)
        self.add(start, end, amount, 2 * node + 1, middle, high)

    def sum(self, start, end, node=1, low=0, high=None):
        high = self.size if high is None else high
        if end <= low or high <= start:
            return 0
        if start <= low and high <= end:
            return self.total[node]
        middle = (low + high) // 2
        shared = self.pending[node] * (min(end, high) - max(start, low))
        left = self.sum(start, end, 2 * node, low, middle)
        return shared + left + self.sum(start, end, 2 * node + 1, middle, high)


def run_operations(size, operations):
    tree = LazySegmentTree(size)
    sums = []
    for start, end, amount in operations:
        if amount is None:
            sums.append(tree.sum(start, end))
        else:
            tree.add(start, end, amount)
    return sums
