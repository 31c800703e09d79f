def select(items, start):
    if start >= len(items) - 1:
        return
    smallest = items.index(min(items[start:]), start)
    items[start], items[smallest] = items[smallest], items[start]
    select(items, start + 1)


def selection_sort(items):
    select(items, 0)
