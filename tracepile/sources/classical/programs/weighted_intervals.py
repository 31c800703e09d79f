from bisect import bisect_right


def best_total(jobs):
    jobs = sorted(jobs, key=lambda job: job[1])
    ends = [end for _, end, _ in jobs]
    best = [0]
    for i, (start, _, value) in enumerate(jobs):
        compatible = bisect_right(ends, start, 0, i)
        with_job = best[compatible] + value
        best.append(max(best[i], with_job))
    return best[-1]
