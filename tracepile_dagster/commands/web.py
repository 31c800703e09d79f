"""`tracepile ui`: the platform in a browser, which is Dagster's own web interface on this project."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from resources.lake import replace_file
from resources.settings import Settings, load_settings
from tracepile.errors import TracePileError
from tracepile_dagster.commands import terminal
from tracepile_dagster.commands.signals import ends_on_signal
from tracepile_dagster.instance import prepare_dagster_home

_TRIED_PORTS = 50
_PATIENCE_SECONDS = 120.0
_LEAVE_SECONDS = 30.0

_WORKSPACE = """\
# Written by `tracepile ui` at every start. A workspace.yaml in the project's own folder takes its place.
load_from:
  - python_module:
      module_name: tracepile_dagster.definitions
      location_name: tracepile
"""

# Dagster's remarks on the maturity of its own parameters and commands, about which a user can do nothing.
_REMARKS = ("Parameter `backfill_policy`", "Specifying a partitions_def on an AssetCheckSpec", "Function `dev_command`")


def free_port(host: str, wanted: int, *, exactly: bool) -> int:
    """Give `wanted` if nothing listens there, else the next free port.

    Raises:
        TracePileError: it is taken and no other will do, or the host is not of this machine.
    """
    for port in range(wanted, wanted + (1 if exactly else _TRIED_PORTS)):
        with socket.socket() as probe:
            # As the server itself does, or a port that a server left a moment ago would count as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except socket.gaierror as err:
                raise TracePileError(f"{host} is no address of this machine: {err}. Leave --host out.") from err
            except OSError:
                continue
            return port
    raise TracePileError(f"port {wanted} of {host} is taken. Choose another with --port, or leave --port out.")


def workspace(settings: Settings) -> Path:
    """Give the file that names the code location: the project's own, else one written beside Dagster's storage.

    Raises:
        LakeError: the file cannot be written.
    """
    own = settings.home / "workspace.yaml"
    if own.is_file():
        return own
    written = settings.dagster_home / "workspace.yaml"
    replace_file(written, _WORKSPACE.encode())
    return written


def command(settings: Settings, host: str, port: int) -> list[str]:
    """Give the command line of Dagster's server and daemon for this project."""
    code = ["-w", str(workspace(settings))]
    dagster = [sys.executable, "-m", "dagster", "dev", *code, "--host", host, "--port", str(port)]
    return [*dagster, "--log-level", "warning", "--code-server-log-level", "warning"]


def ui(host: str, port: int | None) -> None:
    """Serve the web interface until Ctrl-C.

    Raises:
        TracePileError: the server ended by itself or was not ready in time.
    """
    settings = load_settings()
    prepare_dagster_home(settings.dagster_home)
    chosen = free_port(host, 3000 if port is None else port, exactly=port is not None)
    address = f"http://{host}:{chosen}"
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(settings.dagster_home),
        "TRACEPILE_HOME": str(settings.home),
        "GX_ANALYTICS_ENABLED": "false",
        "DAGSTER_DISABLE_TELEMETRY": "yes",
        "PYTHONWARNINGS": ",".join(f"ignore:{beginning}" for beginning in _REMARKS),
    }
    # A bytecode cache halves the time to start each of the server's processes.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    terminal.note(f"starting on {address} …")
    with ends_on_signal():  # the server's processes would inherit an ignored SIGINT and never end
        # In a session of its own, so that Ctrl-C comes to this process alone, which ends the server in good order.
        server = subprocess.Popen(
            command(settings, host, chosen), cwd=settings.home, env=environment, stdout=2, start_new_session=True
        )
        try:
            _wait_until_ready(server, address)
            terminal.prose(f"TracePile is ready on {address}")
            terminal.note("Ctrl-C ends it")
            status = server.wait()
            raise TracePileError(f"the server ended by itself with status {status}; what it said stands above.")
        except KeyboardInterrupt:
            terminal.note("stopping …")
        finally:
            _stop(server)


def _wait_until_ready(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if (status := server.poll()) is not None:
            raise TracePileError(f"the server ended with status {status} while it started; its message stands above.")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/server_info", timeout=5):
            return
        time.sleep(0.3)
    raise TracePileError(f"the server did not answer on {address} within {_PATIENCE_SECONDS:.0f} seconds.")


def _stop(server: subprocess.Popen[bytes]) -> None:
    # Ctrl-C again while the server is leaving must not leave it behind.
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=_LEAVE_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
