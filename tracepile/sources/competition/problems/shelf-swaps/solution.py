def sort_and_count(books):
    if len(books) < 2:
        return books, 0
    middle = len(books) // 2
    left, left_swaps = sort_and_count(books[:middle])
    right, right_swaps = sort_and_count(books[middle:])
    merged = []
    swaps = left_swaps + right_swaps
    i = 0
    for book in right:
        while i < len(left) and left[i] <= book:
            merged.append(left[i])
            i += 1
        # `book` passes every book that is still waiting on the left
        swaps += len(left) - i
        merged.append(book)
    return merged + left[i:], swaps


n = int(input())
shelf, total = sort_and_count(list(map(int, input().split())))
print(total)
