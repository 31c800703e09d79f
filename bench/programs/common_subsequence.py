"""A table: the longest common subsequence of two texts, and the text itself."""


def table(first: str, second: str) -> list[list[int]]:
    """Fill the table of lengths."""
    lengths = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i in range(1, len(first) + 1):
        for j in range(1, len(second) + 1):
            if first[i - 1] == second[j - 1]:
                lengths[i][j] = lengths[i - 1][j - 1] + 1
            else:
                lengths[i][j] = max(lengths[i - 1][j], lengths[i][j - 1])
    return lengths


def main() -> str:
    """Walk back through the table."""
    first, second = "chain of execution", "train of thought"
    lengths = table(first, second)
    letters: list[str] = []
    i, j = len(first), len(second)
    while i and j:
        if first[i - 1] == second[j - 1]:
            letters.append(first[i - 1])
            i, j = i - 1, j - 1
        elif lengths[i - 1][j] >= lengths[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(letters))
