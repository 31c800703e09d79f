n, c = map(int, input().split())
weights = sorted(map(int, input().split()))

light = 0
heavy = n - 1
trips = 0
while light <= heavy:
    if weights[light] + weights[heavy] <= c:
        light += 1
    heavy -= 1
    trips += 1
print(trips)
