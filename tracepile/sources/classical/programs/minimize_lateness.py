def minimize_lateness(jobs):
    clock = 0
    worst = 0
    schedule = []
    for length, deadline in sorted(jobs, key=lambda job: job[1]):
        schedule.append((clock, clock + length))
        clock += length
        worst = max(worst, clock - deadline)
    return schedule, worst
