def elevator(floor, going_up, requests):
    above = sorted(stop for stop in requests if stop > floor)
    below = sorted(stop for stop in requests if stop < floor)
    stops = []
    moved = 0
    while above or below:
        if going_up and not above:
            going_up = False
        elif not going_up and not below:
            going_up = True
        stop = above.pop(0) if going_up else below.pop()
        moved += abs(stop - floor)
        floor = stop
        stops.append(stop)
    return stops, moved
