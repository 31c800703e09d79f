"""Structures for ranges, sets and queues against plain lists."""

from heapq import merge
from statistics import median

import pytest

from tracepile.sources.classical import containers, range_queries


def minima_with_updates(numbers, operations):
    answers = []
    current = list(numbers)
    for kind, first, second in operations:
        if kind == "set":
            current[first] = second
        else:
            answers.append(min(current[first:second]))
    return answers


def sums_with_additions(count, operations):
    counters, sums = [0] * count, []
    for start, end, amount in operations:
        if amount is None:
            sums.append(sum(counters[start:end]))
        else:
            counters[start:end] = [counter + amount for counter in counters[start:end]]
    return sums


def labels(n, operations):
    label, answers = list(range(n)), []
    for kind, a, b in operations:
        if kind == "same":
            answers.append(label[a] == label[b])
        else:
            label = [label[b] if other == label[a] else other for other in label]
    return answers


def first_in_first_out(operations):
    queue, results = [], []
    for operation in operations:
        if operation == "dequeue":
            results.append(queue.pop(0) if queue else None)
        else:
            queue.append(operation)
    return results


REFERENCES = {
    "fenwick_tree": lambda numbers, ranges: [sum(numbers[start:end]) for start, end in ranges],
    "segment_tree": minima_with_updates,
    "lazy_segment_tree": sums_with_additions,
    "sparse_table": lambda numbers, ranges: [min(numbers[start:end]) for start, end in ranges],
    "union_find": labels,
    "reverse_linked_list": lambda values: values[::-1],
    "queue_from_stacks": first_in_first_out,
    "running_median": lambda numbers: [median(numbers[: i + 1]) for i in range(len(numbers))],
    "k_way_merge": lambda lists: list(merge(*lists)),
}


def test_every_algorithm_of_the_families_is_judged():
    assert set(REFERENCES) == {a.name for a in (*containers.ALGORITHMS, *range_queries.ALGORITHMS)}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])
