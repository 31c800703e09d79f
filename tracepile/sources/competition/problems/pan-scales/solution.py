w = int(input())

used = []
weight = 1
while w > 0:
    digit = w % 3
    w //= 3
    if digit == 1:
        used.append(f"+{weight}")
    elif digit == 2:
        # two thirds are one whole of the next weight less one of this
        used.append(f"-{weight}")
        w += 1
    weight *= 3
print(" ".join(used))
