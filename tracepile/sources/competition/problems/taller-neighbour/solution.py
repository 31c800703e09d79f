n = int(input())
heights = list(map(int, input().split()))

total = 0
waiting = []
for place, height in enumerate(heights):
    while waiting and heights[waiting[-1]] < height:
        total += place - waiting.pop()
    waiting.append(place)
print(total)
