import heapq


def code_lengths(text):
    weights = {}
    for character in text:
        weights[character] = weights.get(character, 0) + 1
    lengths = {character: 0 for character in sorted(weights)}
    heap = [(weight, character) for character, weight in weights.items()]
    heapq.heapify(heap)
    while len(heap) > 1:
        first_weight, first = heapq.heappop(heap)
        second_weight, second = heapq.heappop(heap)
        group = "".join(sorted(first + second))
        for character in group:
            lengths[character] += 1
        heapq.heappush(heap, (first_weight + second_weight, group))
    return lengths
