def end_then_start(activity):
    start, end = activity
    return end, start


def activity_selection(activities):
    chosen = []
    free_from = None
    for start, end in sorted(activities, key=end_then_start):
        if free_from is None or start >= free_from:
            chosen.append((start, end))
            free_from = end
    return chosen
