"""A server on this machine that speaks as much of the Hugging Face hub's protocol as reading files takes."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import unquote, urlsplit

OWNER_NAME = "some/data"
_API = re.compile(r"/api/datasets/(?P<name>[^/]+/[^/]+)(?:/revision/(?P<revision>[^/]+))?")
_TREE = re.compile(r"/api/datasets/(?P<name>[^/]+/[^/]+)/tree/[^/]+(?:/(?P<folder>.*))?")
_RESOLVE = re.compile(r"/datasets/(?P<name>[^/]+/[^/]+)/resolve/[^/]+/(?P<path>.*)")
_RANGE = re.compile(r"bytes=(?P<first>\d+)-(?P<last>\d+)")


class HubServer:
    """Holds the files of one data set, `some/data`; the data set `some/gated` is closed, and others do not exist.

    `broken` is the status that files are answered with, in the place of their content. `largest` is the largest piece
    of a file that was asked for.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self.broken: int | None = None
        self.largest = 0
        self.tokens: set[str | None] = set()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.serve(self, content=True)

            def do_HEAD(self) -> None:
                server.serve(self, content=False)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Keep the output of the tests clean."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def serve(self, request: BaseHTTPRequestHandler, *, content: bool) -> None:
        path = unquote(urlsplit(request.path).path)
        for pattern, answer in ((_TREE, self._tree), (_RESOLVE, self._file), (_API, self._info)):
            found = pattern.fullmatch(path)
            if found is None:
                continue
            self.tokens.add(request.headers.get("Authorization"))
            if found["name"] == "some/gated":
                status, body, headers = 401, b"{}", {"X-Error-Code": "GatedRepo", "X-Error-Message": "Access denied"}
            elif found["name"] != OWNER_NAME:
                status, body, headers = 404, b"{}", {"X-Error-Code": "RepoNotFound"}
            else:
                status, body, headers = answer(found, request)
            break
        else:
            status, body, headers = 404, b"{}", {}
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        if content:
            request.wfile.write(body)

    def _info(self, found: re.Match[str], request: BaseHTTPRequestHandler) -> tuple[int, bytes, dict[str, str]]:
        if found["revision"] not in (None, "main"):
            return 404, b"{}", {"X-Error-Code": "RevisionNotFound"}
        return 200, json.dumps({"id": OWNER_NAME, "sha": "0" * 40, "siblings": []}).encode(), {}

    def _tree(self, found: re.Match[str], request: BaseHTTPRequestHandler) -> tuple[int, bytes, dict[str, str]]:
        folder = f"{found['folder']}/" if found["folder"] else ""
        inside = {path.removeprefix(folder): path for path in self.files if path.startswith(folder)}
        if folder and not inside:
            return 404, b"{}", {"X-Error-Code": "EntryNotFound"}
        deep = "recursive=true" in request.path.lower()
        entries: list[dict[str, object]] = [
            {"type": "file", "path": path, "size": len(self.files[path]), "oid": "0" * 40}
            for rest, path in inside.items()
            if deep or "/" not in rest
        ]
        folders = {f"{folder}{rest.partition('/')[0]}" for rest in inside if "/" in rest}
        entries.extend({"type": "directory", "path": path, "size": 0, "oid": "0" * 40} for path in sorted(folders))
        return 200, json.dumps(entries).encode(), {}

    def _file(self, found: re.Match[str], request: BaseHTTPRequestHandler) -> tuple[int, bytes, dict[str, str]]:
        if self.broken is not None:
            return self.broken, b"", {}
        data = self.files.get(found["path"])
        if data is None:
            return 404, b"", {"X-Error-Code": "EntryNotFound"}
        asked = _RANGE.fullmatch(request.headers.get("Range", ""))
        if asked is None:
            self.largest = max(self.largest, len(data))
            return 200, data, {}
        first, last = int(asked["first"]), min(int(asked["last"]), len(data) - 1)
        piece = data[first : last + 1]
        self.largest = max(self.largest, len(piece))
        return 206, piece, {"Content-Range": f"bytes {first}-{last}/{len(data)}"}
