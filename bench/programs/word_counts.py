"""Dictionaries: words counted and grouped."""

from collections import Counter, defaultdict

TEXT = (
    "a trace is what a program did and a rationale is what a trace says in words "
    "no word may stand in it that a run does not prove stop pots opts tops tea eat ate "
) * 2


def main() -> list[str]:
    """Count by word, group by letters, list what stands in a group of several."""
    counts: Counter[str] = Counter()
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for word in TEXT.split():
        counts[word] += 1
        key = "".join(sorted(word))
        groups[key].add(word)
    listed = []
    for key in sorted(groups):
        words = sorted(groups[key])
        if len(words) > 1:
            for word in words:
                listed.append(f"{word} {counts[word]}")
    return listed
