class LRUCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.entries = {}

    def get(self, key):
        if key not in self.entries:
            return None
        value = self.entries.pop(key)
        self.entries[key] = value
        return value

    def put(self, key, value):
        if key in self.entries:
            del self.entries[key]
        elif len(self.entries) == self.capacity:
            oldest = next(iter(self.entries))
            del self.entries[oldest]
        self.entries[key] = value


def run_operations(capacity, operations):
    cache = LRUCache(capacity)
    results = []
    for name, *arguments in operations:
        if name == "get":
            results.append(cache.get(*arguments))
        else:
            cache.put(*arguments)
    return results
