def minimum_platforms(trains):
    arrivals = sorted(arrival for arrival, _ in trains)
    departures = sorted(departure for _, departure in trains)
    present = 0
    most = 0
    gone = 0
    for arrival in arrivals:
        while departures[gone] < arrival:
            gone += 1
            present -= 1
        present += 1
        most = max(most, present)
    return most
