def insert(items, end):
    if end > 0 and items[end - 1] > items[end]:
        items[end - 1], items[end] = items[end], items[end - 1]
        insert(items, end - 1)


def sort_first(items, count):
    if count > 1:
        sort_first(items, count - 1)
        insert(items, count - 1)


def insertion_sort(items):
    sort_first(items, len(items))
    return items
