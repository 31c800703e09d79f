def trays_with_at_most(flavours, k):
    inside = {}
    left = 0
    total = 0
    for right, flavour in enumerate(flavours):
        inside[flavour] = inside.get(flavour, 0) + 1
        while len(inside) > k:
            leaving = flavours[left]
            inside[leaving] -= 1
            if inside[leaving] == 0:
                del inside[leaving]
            left += 1
        total += right - left + 1
    return total


n, k = map(int, input().split())
flavours = list(map(int, input().split()))
print(trays_with_at_most(flavours, k) - trays_with_at_most(flavours, k - 1))
