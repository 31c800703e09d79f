k = int(input())
gems = input().strip()

# runs of equal gems in the tube: their kind and how many
tube = []
for gem in gems:
    if tube and tube[-1][0] == gem:
        tube[-1][1] += 1
    else:
        tube.append([gem, 1])
    if tube[-1][1] == k:
        tube.pop()

left = "".join(gem * count for gem, count in tube)
print(len(left))
if left:
    print(left)
