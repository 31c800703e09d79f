"""How jobs and replies travel between the parent and a jailed child: length-framed JSON with a nonce for each job.

A job goes in as `JOB_HEADER` (length, largest reply, nonce) and JSON. Its reply comes back as `REPLY_HEADER` (nonce,
length) and JSON. Bytes that a program writes to the channel blindly lack the nonce and are told apart.
"""

from __future__ import annotations

import struct

NONCE_BYTES = 16
JOB_HEADER = struct.Struct(f"!II{NONCE_BYTES}s")
REPLY_HEADER = struct.Struct(f"!{NONCE_BYTES}sI")
# The child's first frame says that its confinement is complete. No program has run before it.
READY_NONCE = b"tracepile ready."
READY_BYTES_MAX = 4096
