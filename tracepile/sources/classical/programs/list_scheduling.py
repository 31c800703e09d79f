def list_scheduling(lengths, workers):
    loads = [0] * workers
    for length in sorted(lengths, reverse=True):
        worker = loads.index(min(loads))
        loads[worker] += length
    return loads
