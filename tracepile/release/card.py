"""The dataset card: a README with the metadata that the Hugging Face hub and `load_dataset` read.

The front matter follows the hub's specification of dataset cards: `license`, `language`, `size_categories`, and
`configs` with their `data_files`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracepile.release.splits import SPLITS, Shares
from tracepile.release.statistics import Statistics, Tally
from tracepile.release.training_sets import Setup
from tracepile.tokens import TOKENIZER

type Funnel = Mapping[str, Mapping[str, int]]
"""For each stage, how many were dropped under each reason."""

# Identifiers that the hub knows; any other licence is called `other` there and keeps its own name in the text.
_HUB_LICENCES = frozenset(
    "apache-2.0 mit bsd-2-clause bsd-3-clause cc0-1.0 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-4.0 "
    "cc-by-nc-sa-4.0 gpl-2.0 gpl-3.0 lgpl-2.1 lgpl-3.0 agpl-3.0 mpl-2.0 odc-by odbl pddl unlicense isc unknown".split()
)
_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"))
_LARGER = "10M<n<100M"


@dataclass(frozen=True, slots=True)
class Config:
    """One training set of a release: its setup and the file of each split that has samples."""

    setup: Setup
    files: tuple[tuple[str, str], ...]


def dataset_card(
    name: str,
    configs: Sequence[Config],
    statistics: Statistics,
    shares: Shares,
    *,
    version: str = "",
    funnel: Funnel | None = None,
) -> str:
    """Write the card of a release from what was counted.

    Args:
        name: the release's name.
        configs: its training sets, the first one being the default.
        statistics: counts of its samples.
        shares: the shares by which families were parted.
        version: which version of the corpus it is, if it has one.
        funnel: what each stage dropped and why, to be shown if given.
    """
    total = statistics.total
    sections = [
        _front_matter(name, configs, statistics),
        f"# {_plain(f'{name} {version}'.strip())}",
        f"{total.samples:,} samples with {total.tokens:,} tokens ({TOKENIZER}) about runs of programs: step-by-step "
        "rationales and questions with their answers. Every sentence of a rationale and every answer was proven "
        "against a real execution.",
        "## Training sets",
        _table(("config", "rows"), ((f"`{config.setup.name}`", config.setup.description) for config in configs)),
        "Each training set holds the same samples in another form.",
        "```python\n"
        "from datasets import load_dataset\n\n"
        f"samples = load_dataset({json.dumps(f'path/to/{name}')}, {json.dumps(configs[0].setup.name)})\n"
        "```",
        "## Splits",
        _table(
            ("split", "families", "samples", "tokens"),
            (
                (split, f"{len(statistics.families[split]):,}", *_cells(statistics.by_split[split]))
                for split in SPLITS
                if split in statistics.by_split
            ),
        ),
        "A family is what a program solves. Rewrites of a program, its other inputs and all questions about it stand "
        f"in the split of its family, which a hash of the family's name chooses (train {shares.train:g}, validation "
        f"{shares.validation:g}, test {shares.test:g} of the families).",
        "## Contents",
        _table(("domain", "samples", "tokens"), _tallies(statistics.by_domain)),
        _table(("kind", "samples", "tokens"), _tallies(statistics.by_kind)),
        "## Licences",
        "The licence of a sample is that of the program it was made from.",
        _table(
            ("source", "licence", "samples", "tokens"),
            ((*origin, *_cells(tally)) for origin, tally in sorted(statistics.by_origin.items())),
        ),
    ]
    if funnel:
        dropped = (
            (stage, reason, f"{count:,}")
            for stage, reasons in funnel.items()
            for reason, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        sections += ["## What was dropped", _table(("stage", "reason", "dropped"), dropped)]
    sections += [
        "## Integrity",
        "`manifest.json` holds the SHA-256 of every file. Equal samples give equal files, byte for byte.",
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _front_matter(name: str, configs: Sequence[Config], statistics: Statistics) -> str:
    identifiers = sorted({hub_licence(licence) for licence in statistics.licences()})
    lines = ["---", f"pretty_name: {_quoted(name)}"]
    lines += ["license:", *(f"- {_quoted(identifier)}" for identifier in identifiers)]
    if "other" in identifiers:
        others = (licence for licence in statistics.licences() if hub_licence(licence) == "other")
        lines.append(f"license_name: {_quoted(', '.join(others))}")
    lines += ["language:", '- "en"', "task_categories:", '- "text-generation"', "tags:", '- "code"', '- "reasoning"']
    lines += ["size_categories:", f"- {_quoted(size_category(statistics.total.samples))}", "configs:"]
    for number, config in enumerate(configs):
        lines.append(f"- config_name: {_quoted(config.setup.name)}")
        lines += ["  default: true"] if number == 0 else []
        lines.append("  data_files:")
        for split, path in config.files:
            lines += [f"  - split: {_quoted(split)}", f"    path: {_quoted(path)}"]
    return "\n".join([*lines, "---"])


def hub_licence(licence: str) -> str:
    """Give the identifier under which the hub knows a licence; `other` where it knows none."""
    identifier = licence.strip().lower().removesuffix("-only").removesuffix("-or-later")
    return identifier if identifier in _HUB_LICENCES else "other"


def size_category(samples: int) -> str:
    """Give the hub's category of a number of samples."""
    return next((category for bound, category in _SIZES if samples < bound), _LARGER)


def _quoted(text: str) -> str:
    # A JSON text is a double-quoted YAML scalar; what YAML calls unprintable is left out.
    return json.dumps("".join(char for char in text if char.isprintable()), ensure_ascii=False)


def _plain(text: str) -> str:
    """Escape what would end a table's cell or start a tag."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _cells(tally: Tally) -> tuple[str, str]:
    return f"{tally.samples:,}", f"{tally.tokens:,}"


def _tallies(tallies: Mapping[str, Tally]) -> Iterable[tuple[str, ...]]:
    return ((name, *_cells(tally)) for name, tally in sorted(tallies.items()))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *([_plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
