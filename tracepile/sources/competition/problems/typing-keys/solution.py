keys = input().strip()

screen = []
lost = 0
for key in keys:
    if key == "#":
        lost += len(screen)
        screen.clear()
    elif key == "<":
        if screen:
            screen.pop()
            lost += 1
    else:
        screen.append(key)
print("".join(screen) or "-", lost)
