from bisect import bisect_left

n = int(input())
sizes = list(map(int, input().split()))

# smallest[k] is the smallest outer box with which k + 1 boxes can be nested
smallest = []
for size in sizes:
    place = bisect_left(smallest, size)
    if place == len(smallest):
        smallest.append(size)
    else:
        smallest[place] = size
print(len(smallest))
