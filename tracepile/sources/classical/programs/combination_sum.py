def combination_sum(numbers, target):
    solutions = []

    def extend(chosen, first, rest):
        if rest == 0:
            solutions.append(chosen)
            return
        for i in range(first, len(numbers)):
            if numbers[i] <= rest:
                extend(chosen + [numbers[i]], i, rest - numbers[i])

    extend([], 0, target)
    return solutions
