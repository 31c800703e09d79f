"""The web interface as a person meets it: a real server of a project, and a real browser without a window."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, expect, sync_playwright

TRACEPILE = Path(sys.executable).parent / "tracepile"
HOST = "127.0.0.1"
# All assets with their groups open; `/asset-groups` starts with the groups closed.
LINEAGE = "/assets/corpus?view=lineage&lineageScope=upstream"

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",  # nothing leaves the machine
]
# What a person would choose in the interface to see the whole graph with its details on one screen.
_CHOICES = {
    "asset-graph-direction": "vertical",
    "asset-node-facets": ["unsynced-tag", "latest-event", "checks", "status", "partitions"],
    "dagster-nav-collapsed": True,
    "large-screen-nav-open": False,
}


def find_chromium() -> str | None:
    """Give the browser's executable: the one that the variable CHROMIUM names, or `chromium` on the path."""
    return shutil.which(os.environ.get("CHROMIUM") or "chromium")


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[str]:
    """Serve a project by `tracepile ui` and give its address; the environment says where it lies and its settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRACEPILE_", "DAGSTER_"))}
    with subprocess.Popen(
        [TRACEPILE, "ui"], env=kept | dict(environment), stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        try:
            assert server.stdout is not None
            ready = server.stdout.readline()
            assert "is ready on" in ready, ready
            yield ready.split()[-1]
        finally:
            server.terminate()


@contextmanager
def chromium(executable: str) -> Iterator[Browser]:
    """Start the browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Visitor:
    """One window of the browser, and everything in it that went wrong or wanted to leave the machine."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.errors: list[str] = []
        self.foreign: list[str] = []
        context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
        context.set_default_timeout(30_000)
        lines = [
            f"localStorage.setItem({json.dumps(key)}, {json.dumps(json.dumps(_CHOICES[key]))})" for key in _CHOICES
        ]
        context.add_init_script(";".join(lines))
        self.page: Page = context.new_page()
        self.page.on("console", self._note_message)
        self.page.on("pageerror", self._note_error)
        context.on("request", self._note_request)

    def open(self, path: str, *awaited: str) -> str:
        """Open a page, wait until every awaited text is visible on it, and give all its text."""
        self.page.goto(self.address + path)
        for text in awaited:
            self.page.get_by_text(text, exact=True).locator("visible=true").first.wait_for()
        return self.text()

    def text(self) -> str:
        """Give what is written on the page, once no spinner turns on it and nothing more arrives."""
        expect(self.page.locator("[class*=pinner]")).to_have_count(0, timeout=30_000)
        self.page.wait_for_load_state("networkidle")
        return self.page.inner_text("body")

    def close(self) -> None:
        self.page.context.close()

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _note_error(self, error: Error) -> None:
        self.errors.append(str(error))

    def _note_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob") and url.hostname != HOST:
            self.foreign.append(request.url)
