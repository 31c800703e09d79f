n, l = map(int, input().split())
seconds = 0
left = 0
for _ in range(n):
    place, side = input().split()
    # Turning round looks the same as walking through each other.
    if side == "L":
        left += 1
        seconds = max(seconds, int(place))
    else:
        seconds = max(seconds, l - int(place))
print(seconds, left)
