n, r = map(int, input().split())
houses = sorted(map(int, input().split()))

lanterns = 0
lit_until = -1
for house in houses:
    if house > lit_until:
        lanterns += 1
        lit_until = house + 2 * r
print(lanterns)
