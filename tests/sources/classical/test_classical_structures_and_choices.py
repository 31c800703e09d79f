"""Data structures, greedy choice and backtracking against the standard library, brute force and simulation."""

import ast
import heapq
from collections import Counter, OrderedDict
from fractions import Fraction
from itertools import chain, combinations, permutations, product

import pytest

from tracepile.sources.classical import backtracking, greedy, structures

SYMBOLS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def run_operations(capacity, operations):
    cache = OrderedDict()
    results = []
    for operation, key, *value in operations:
        if operation == "put":
            cache[key] = value[0]
        else:
            results.append(cache.get(key))
        if key in cache:
            cache.move_to_end(key)
        if len(cache) > capacity:
            cache.popitem(last=False)
    return results


def evaluate_postfix(expression):
    stack = []
    for token in expression.split():
        operands = [stack.pop(), stack.pop()] if token in "+-*/" else []
        right, left = operands or ("", "")
        stack.append(f"({left}{token.replace('/', '//')}{right})")
    return eval(stack.pop())


def to_postfix(expression):
    def emit(node):
        if isinstance(node, ast.Constant):
            return [str(node.value)]
        return [*emit(node.left), *emit(node.right), SYMBOLS[type(node.op)]]

    return " ".join(emit(ast.parse(expression, mode="eval").body))


def first_unbalanced(text):
    def closes(prefix):
        """Whether the prefix can still be continued to a balanced string."""
        while any(pair in prefix for pair in ("()", "[]", "{}")):
            prefix = prefix.replace("()", "").replace("[]", "").replace("{}", "")
        return not any(bracket in prefix for bracket in ")]}"), prefix

    for index in range(len(text)):
        if not closes(text[: index + 1])[0]:
            return index
    return len(text) if closes(text)[1] else -1


def linear_probing(keys, size):
    if len(keys) > size:
        raise OverflowError
    table = [None] * size
    tried = 0
    for key in keys:
        steps = next(steps for steps in range(size) if table[(key + steps) % size] is None)
        table[(key + steps) % size] = key
        tried += steps
    return table, tried


def window_maxima(numbers, width):
    return [max(numbers[i : i + width]) for i in range(len(numbers) - width + 1)]


def next_greater_element(numbers):
    return [next((b for b in numbers[i:] if b > a), -1) for i, a in enumerate(numbers)]


def merge_intervals(intervals):
    covered = sorted({Fraction(half, 2) for start, end in intervals for half in range(2 * start, 2 * end + 1)})
    starts = [int(point) for point in covered if point - Fraction(1, 2) not in covered]
    ends = [int(point) for point in covered if point + Fraction(1, 2) not in covered]
    return list(zip(starts, ends, strict=True))


def list_scheduling(lengths, workers):
    heap = [(0, worker) for worker in range(workers)]
    for length in sorted(lengths)[::-1]:
        load, worker = heap[0]
        heapq.heapreplace(heap, (load + length, worker))
    return [load for load, _ in sorted(heap, key=lambda entry: entry[1])]


def place_queens(n, placed):
    for columns in permutations(range(n)):
        straight = list(columns[: len(placed)]) == placed
        if straight and len({r + c for r, c in enumerate(columns)}) == len({r - c for r, c in enumerate(columns)}) == n:
            return list(columns)
    return None


def power_set(items):
    choices = product((False, True), repeat=len(items))
    return [[item for item, taken in zip(items, bits[::-1], strict=True) if taken] for bits in choices]


def next_permutation(items):
    ordered = sorted(set(permutations(items)))
    index = ordered.index(tuple(items)) + 1
    items[:] = ordered[index % len(ordered)]
    return index < len(ordered)


REFERENCES = {
    "binary_search_tree": lambda keys, wanted: (sorted(set(keys)), wanted in keys),
    "lru_cache": run_operations,
    "evaluate_postfix": evaluate_postfix,
    "shunting_yard": to_postfix,
    "balanced_brackets": first_unbalanced,
    "next_greater_element": next_greater_element,
    "linear_probing": linear_probing,
    "sliding_window_maximum": window_maxima,
    "merge_intervals": merge_intervals,
    "list_scheduling": list_scheduling,
    "n_queens": place_queens,
    "permutations": lambda items: [list(order) for order in permutations(items)],
    "combinations": lambda items, k: list(combinations(items, k)),
    "power_set": power_set,
    "next_permutation": next_permutation,
}


def pops_the_smallest(numbers, returned):
    popped, heap = returned
    is_heap = all(heap[(child - 1) // 2] <= heap[child] for child in range(1, len(heap)))
    return popped == sorted(numbers)[: len(numbers) // 2] and is_heap and Counter(popped + heap) == Counter(numbers)


def is_largest_selection(activities, chosen):
    def fits(selection):
        return all(a[1] <= b[0] or b[1] <= a[0] for a, b in combinations(selection, 2))

    every = chain.from_iterable(combinations(activities, count) for count in range(len(activities) + 1))
    largest = max(len(selection) for selection in every if fits(selection))
    return (
        Counter(chosen) <= Counter(activities) and chosen == sorted(chosen) and fits(chosen) and len(chosen) == largest
    )


def is_optimal_code(text, lengths):
    weights = Counter(text)
    heap = sorted(weights.values())
    bits = 0
    while len(heap) > 1:
        merged = heap[0] + heap[1]
        bits += merged
        heap = sorted([*heap[2:], merged])
    decodable = sum(Fraction(1, 2**length) for length in lengths.values()) == 1
    return decodable and list(lengths) == sorted(weights) and sum(weights[c] * lengths[c] for c in lengths) == bits


def moves_the_tower(disks, source, target, spare, moves):
    pegs = {source: list(range(disks, 0, -1)), target: [], spare: []}
    for disk, start, end in moves:
        if pegs[start].pop() != disk or (pegs[end] and pegs[end][-1] < disk):
            return False
        pegs[end].append(disk)
    return pegs[target] == list(range(disks, 0, -1)) and len(moves) == 2**disks - 1


def loses_least(deadlines, penalties, returned):
    slots, lost = returned

    def cost(order):
        return sum(penalties[task] for slot, task in enumerate(order) if slot >= deadlines[task])

    orders = list(permutations(range(len(deadlines))))
    return tuple(slots) in orders and cost(slots) == lost == min(map(cost, orders))


PROPERTIES = {
    "task_scheduling": loses_least,
    "min_heap": pops_the_smallest,
    "activity_selection": is_largest_selection,
    "huffman_coding": is_optimal_code,
    "tower_of_hanoi": moves_the_tower,
}


def test_every_algorithm_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {
        a.name for a in (*backtracking.ALGORITHMS, *greedy.ALGORITHMS, *structures.ALGORITHMS)
    }


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
