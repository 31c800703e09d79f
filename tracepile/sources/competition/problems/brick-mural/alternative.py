def largest(heights):
    """The largest mural covers a lowest column in its full height, or lies on one side of it."""
    if not heights:
        return 0
    lowest = min(heights)
    place = heights.index(lowest)
    return max(lowest * len(heights), largest(heights[:place]), largest(heights[place + 1 :]))


input()
print(largest(list(map(int, input().split()))))
