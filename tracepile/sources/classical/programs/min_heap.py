class MinHeap:
    def __init__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)
        child = len(self.items) - 1
        parent = (child - 1) // 2
        while child > 0 and self.items[child] < self.items[parent]:
            self.swap(child, parent)
            child = parent
            parent = (child - 1) // 2

    def pop(self):
        self.swap(0, len(self.items) - 1)
        smallest = self.items.pop()
        parent = 0
        child = self.smaller_child(parent)
        while child is not None and self.items[child] < self.items[parent]:
            self.swap(child, parent)
            parent = child
            child = self.smaller_child(parent)
        return smallest

    def smaller_child(self, parent):
        children = [2 * parent + 1, 2 * parent + 2]
        present = [child for child in children if child < len(self.items)]
        return min(present, key=lambda child: self.items[child], default=None)

    def swap(self, a, b):
        self.items[a], self.items[b] = self.items[b], self.items[a]


def push_and_pop(numbers):
    heap = MinHeap()
    for number in numbers:
        heap.push(number)
    popped = [heap.pop() for _ in range(len(numbers) // 2)]
    return popped, heap.items
