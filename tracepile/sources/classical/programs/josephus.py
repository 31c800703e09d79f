def josephus(people, step):
    circle = list(people)
    position = 0
    removed = []
    while len(circle) > 1:
        position = (position + step - 1) % len(circle)
        removed.append(circle.pop(position))
    return circle[0], removed
