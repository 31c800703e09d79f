from collections import deque


def sliding_window_maximum(numbers, width):
    candidates = deque()
    maxima = []
    for i, number in enumerate(numbers):
        while candidates and numbers[candidates[-1]] <= number:
            candidates.pop()
        candidates.append(i)
        if candidates[0] == i - width:
            candidates.popleft()
        if i >= width - 1:
            maxima.append(numbers[candidates[0]])
    return maxima
