def compare(one, other):
    if one == other:
        return "same"
    shorter = min(len(one), len(other))
    front = 0
    while front < shorter and one[front] == other[front]:
        front += 1
    back = 0
    while back < shorter - front and one[-1 - back] == other[-1 - back]:
        back += 1
    # what remains of the longer name between the equal front and the equal back
    middle = max(len(one), len(other)) - front - back
    return "close" if middle == 1 else "far"


for _ in range(int(input())):
    one, other = input().split()
    print(compare(one, other))
