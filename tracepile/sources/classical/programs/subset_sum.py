def subset_sum(numbers, target):
    reachable = {0}
    for number in numbers:
        larger = {total + number for total in reachable if total + number <= target}
        reachable |= larger
        if target in reachable:
            return True
    return target in reachable
