def gnome_sort(items):
    position = 0
    while position < len(items):
        if position == 0 or items[position - 1] <= items[position]:
            position += 1
        else:
            before = items[position - 1]
            items[position - 1] = items[position]
            items[position] = before
            position -= 1
    return items
