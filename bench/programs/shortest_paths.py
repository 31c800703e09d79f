"""Graphs: shortest paths with a heap, and distances in a maze with a queue."""

from collections import deque
from heapq import heappop, heappush


def shortest_paths(graph: dict[int, dict[int, int]], start: int) -> dict[int, int]:
    """Give the distance to every node (Dijkstra)."""
    distances = {start: 0}
    heap = [(0, start)]
    while heap:
        distance, node = heappop(heap)
        if distance > distances[node]:
            continue
        for neighbour, length in graph[node].items():
            candidate = distance + length
            if neighbour not in distances or candidate < distances[neighbour]:
                distances[neighbour] = candidate
                heappush(heap, (candidate, neighbour))
    return distances


def steps_through(maze: list[str]) -> int:
    """Give the fewest steps from one corner to the other, -1 for none."""
    goal = (len(maze) - 1, len(maze[0]) - 1)
    queue = deque([((0, 0), 0)])
    seen = {(0, 0)}
    while queue:
        (row, column), steps = queue.popleft()
        if (row, column) == goal:
            return steps
        for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            place = (row + down, column + right)
            if place in seen or not (0 <= place[0] < len(maze) and 0 <= place[1] < len(maze[0])):
                continue
            if maze[place[0]][place[1]] == ".":
                seen.add(place)
                queue.append((place, steps + 1))
    return -1


def main() -> tuple[int, int]:
    """Search a ring with chords, then a maze."""
    graph = {
        node: {(node + 1) % 24: 3 + node % 5, (node + 7) % 24: 11 + node % 3, (node + 16) % 24: 20}
        for node in range(24)
    }
    maze = ["..#.....", ".##.###.", "....#...", ".##.#.##", "..#.#...", "#.#.###.", "........"]
    return max(shortest_paths(graph, 0).values()), steps_through(maze)
