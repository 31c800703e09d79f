"""Plans, puzzles and schedules against exhaustive search."""

from fractions import Fraction
from itertools import chain, combinations, pairwise, permutations, product

import networkx as nx
import pytest

from tracepile.sources.classical import optimal_plans, puzzles, scheduling


def subsets(items):
    return chain.from_iterable(combinations(items, count) for count in range(len(items) + 1))


def longest_palindromic_subsequence(text):
    return max(len(chosen) for chosen in subsets(text) if chosen == chosen[::-1])


def minimum_path_sum(grid):
    if len(grid) == 1:
        return sum(grid[0])
    return min(
        sum(grid[0][: turn + 1]) + minimum_path_sum([row[turn:] for row in grid[1:]]) for turn in range(len(grid[0]))
    )


def shortest_tour(distance):
    tours = ([0, *order, 0] for order in permutations(range(1, len(distance))))
    return min(sum(distance[a][b] for a, b in pairwise(tour)) for tour in tours)


def smallest_difference(numbers):
    sums = {0}
    for number in numbers:
        sums |= {total + number for total in sums}
    return min(abs(sum(numbers) - 2 * total) for total in sums)


def fill(grid):
    empty = [(row, column) for row, column in product(range(4), repeat=2) if grid[row][column] == 0]
    units = [[(i, j) for j in range(4)] for i in range(4)] + [[(i, j) for i in range(4)] for j in range(4)]
    units += [[(i + a, j + b) for a, b in product((0, 1), repeat=2)] for i, j in product((0, 2), repeat=2)]
    for digits in product(range(1, 5), repeat=len(empty)):
        for (row, column), digit in zip(empty, digits, strict=True):
            grid[row][column] = digit
        if all(len({grid[row][column] for row, column in unit}) == 4 for unit in units):
            return grid
    for row, column in empty:
        grid[row][column] = 0
    return None


def first_start_of_word(grid, word):
    board = nx.grid_2d_graph(len(grid), len(grid[0]))
    paths = [[cell] for cell in product(range(len(grid)), range(len(grid[0])))]
    for letter in word:
        paths = [path for path in paths if path[-1] is not None and grid[path[-1][0]][path[-1][1]] == letter]
        paths = [[*path, cell] for path in paths for cell in (*(n for n in board[path[-1]] if n not in path), None)]
    # A path ends in a cell for the next letter or in None; the word is read when all its letters are.
    return min((path[0] for path in paths if len(path) == len(word) + 1), default=None)


def first_colouring(adjacency, count):
    choices = product(range(count), repeat=len(adjacency))
    colourings = (dict(zip(adjacency, choice, strict=True)) for choice in choices)
    return next((c for c in colourings if all(c[u] != c[v] for u in adjacency for v in adjacency[u])), None)


def sums_to(numbers, target):
    counts = product(*(range(target // number, -1, -1) for number in numbers))
    ways = [[number for number, n in zip(numbers, count, strict=True) for _ in range(n)] for count in counts]
    return [way for way in ways if sum(way) == target]


def smallest_overlap(trains):
    return max((sum(a <= moment <= b for a, b in trains) for moment, _ in trains), default=0)


def first_start(gas, cost):
    n = len(gas)
    for start in range(n):
        tanks = [sum(gas[(start + i) % n] - cost[(start + i) % n] for i in range(k)) for k in range(1, n + 1)]
        if min(tanks) >= 0:
            return start
    return -1


def fewest_jumps(reach):
    graph = nx.DiGraph([(i, j) for i, r in enumerate(reach) for j in range(i, min(i + r, len(reach) - 1) + 1)])
    graph.add_nodes_from(range(len(reach)))
    goal = len(reach) - 1
    return nx.shortest_path_length(graph, 0, goal) if nx.has_path(graph, 0, goal) else -1


REFERENCES = {
    "longest_palindromic_subsequence": longest_palindromic_subsequence,
    "minimum_path_sum": minimum_path_sum,
    "travelling_salesman": shortest_tour,
    "partition_difference": smallest_difference,
    "sudoku": fill,
    "word_search": first_start_of_word,
    "graph_colouring": first_colouring,
    "combination_sum": sums_to,
    "minimum_platforms": smallest_overlap,
    "gas_station": first_start,
    "jump_game": fewest_jumps,
}


def is_best_cutting(prices, length, returned):
    best, pieces = returned

    def revenue(rest):
        return max((prices[cut - 1] + revenue(rest - cut) for cut in range(1, min(rest, len(prices)) + 1)), default=0)

    return best == revenue(length) == sum(prices[piece - 1] for piece in pieces) and sum(pieces) <= length


def is_a_split_into_words(text, words, returned):
    def splits(rest):
        return not rest or any(rest.startswith(word) and splits(rest[len(word) :]) for word in words)

    if returned is None:
        return not splits(text)
    return "".join(returned) == text and set(returned) <= set(words)


def follows_warnsdorff(rows, columns, start, path):
    squares = set(product(range(rows), range(columns)))
    graph = nx.Graph()
    graph.add_nodes_from(squares)
    graph.add_edges_from((a, b) for a, b in combinations(squares, 2) if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 == 5)
    for step, square in enumerate(path):
        free = graph.subgraph(squares - set(path[: step + 1]))
        exits = {other: free.degree(other) for other in graph[square] if other in free}
        following = path[step + 1] if step + 1 < len(path) else None
        if (following is None) != (not exits) or (exits and exits.get(following) != min(exits.values())):
            return False
    return path[0] == start and len(set(path)) == len(path)


def leads_through_the_maze(maze, path):
    graph = nx.grid_2d_graph(len(maze), len(maze[0]))
    graph.remove_nodes_from([(i, j) for i, row in enumerate(maze) for j, cell in enumerate(row) if cell == "X"])
    corner = (len(maze) - 1, len(maze[0]) - 1)
    if path is None:
        return (0, 0) not in graph or corner not in graph or not nx.has_path(graph, (0, 0), corner)
    return (path[0], path[-1]) == ((0, 0), corner) and nx.is_simple_path(graph, path)


def is_most_valuable_filling(items, capacity, taken):
    """Give the value of each unit of weight separately: the best filling takes the most valuable units."""
    units = sorted((Fraction(value, weight) for weight, value in items for _ in range(weight)), reverse=True)
    value = sum(Fraction(value, weight) * amount for weight, value, amount in taken)
    parts = all((weight, value) in items and 0 < amount <= weight for weight, value, amount in taken)
    return parts and sum(amount for *_, amount in taken) <= capacity and value == sum(units[:capacity])


def is_least_late(jobs, returned):
    schedule, worst = returned

    def lateness(order):
        ends = [sum(length for length, _ in order[: i + 1]) for i in range(len(order))]
        return max([0, *(end - deadline for end, (_, deadline) in zip(ends, order, strict=True))])

    lengths = [end - start for start, end in schedule]
    back_to_back = all(a[1] == b[0] for a, b in pairwise(schedule)) and (not schedule or schedule[0][0] == 0)
    by_deadline = [length for length, _ in sorted(jobs, key=lambda job: job[1])]
    return back_to_back and lengths == by_deadline and worst == min(map(lateness, permutations(jobs)))


PROPERTIES = {
    "rod_cutting": is_best_cutting,
    "word_break": is_a_split_into_words,
    "knights_tour": follows_warnsdorff,
    "maze_path": leads_through_the_maze,
    "fractional_knapsack": is_most_valuable_filling,
    "minimize_lateness": is_least_late,
}


def test_every_algorithm_of_the_families_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {
        a.name for a in (*optimal_plans.ALGORITHMS, *puzzles.ALGORITHMS, *scheduling.ALGORITHMS)
    }


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
