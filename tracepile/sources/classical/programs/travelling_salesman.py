def travelling_salesman(distance):
    n = len(distance)
    paths = {(1, 0): 0}
    for _ in range(n - 1):
        longer = {}
        for (visited, last), length in paths.items():
            for city in range(n):
                if visited & (1 << city):
                    continue
                key = (visited | (1 << city), city)
                total = length + distance[last][city]
                if key not in longer or total < longer[key]:
                    longer[key] = total
        paths = longer
    tours = []
    for (_, last), length in paths.items():
        tours.append(length + distance[last][0])
    return min(tours)
