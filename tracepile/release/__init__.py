"""From samples to a folder that trainers read: training sets, splits, dataset card, manifest."""

from tracepile.release.folder import write_release
from tracepile.release.manifest import Manifest, ReleasedFile, ReleaseError, read_manifest, verify_release
from tracepile.release.splits import SPLITS, Shares, family_of, split_of
from tracepile.release.training_sets import SETUPS, Setup

__all__ = [
    "SETUPS",
    "SPLITS",
    "Manifest",
    "ReleaseError",
    "ReleasedFile",
    "Setup",
    "Shares",
    "family_of",
    "read_manifest",
    "split_of",
    "verify_release",
    "write_release",
]
