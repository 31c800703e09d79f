def latest_free(slots, deadline):
    slot = deadline - 1
    while slot >= 0 and slots[slot] is not None:
        slot -= 1
    return slot


def task_scheduling(deadlines, penalties):
    tasks = range(len(deadlines))
    slots = [None] * len(deadlines)
    late = []
    lost = 0
    for task in sorted(tasks, key=lambda task: -penalties[task]):
        slot = latest_free(slots, deadlines[task])
        if slot >= 0:
            slots[slot] = task
        else:
            late.append(task)
            lost += penalties[task]
    for task in late:
        slots[slots.index(None)] = task
    return slots, lost
