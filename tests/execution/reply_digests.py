"""Run jobs in this very process and print a digest of each reply; the standard library is all that it takes.

    python -P -S tests/execution/reply_digests.py FOLDER < JOBS

FOLDER is where `tracepile` lies; JOBS has one job on each line, as `tracepile.execution.jobs.job_to_json` writes it.
"""

import hashlib
import json
import sys
import types
from pathlib import Path


def main() -> None:
    folder = Path(sys.argv[1])
    sys.path.append(str(folder))
    # A bare package, as in the jail: the part of it that lives outside is not needed.
    bare = sys.modules["tracepile.execution"] = types.ModuleType("tracepile.execution")
    bare.__path__ = [str(folder / "tracepile" / "execution")]
    from tracepile.execution import _child, _runner

    for line in sys.stdin:
        reply = _child.encoded(_runner.run(json.loads(line)))
        print(hashlib.sha256(reply).hexdigest(), flush=True)


if __name__ == "__main__":
    main()
