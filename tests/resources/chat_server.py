"""A server on this machine that speaks the chat-completions protocol, and misbehaves by script."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

FAST_RETRY = {"retry-after-ms": "5"}


class ChatServer:
    """Answers each request as `answer` says, after the misbehaviours of `script`, one for each request, are used up.

    Misbehaviours: a status such as `429`, `hang`, `cut`, `malformed`, `html`, `empty`, `null`, `no_choices`, `list`.
    """

    def __init__(self, answer: Callable[[str], str], script: Sequence[int | str] = ()) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self._answer = answer
        self._script = list(script)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                server.serve(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Keep the output of the tests clean."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def serve(self, request: BaseHTTPRequestHandler) -> None:
        body = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        with self._lock:
            self.requests.append(body)
            self.keys.append(request.headers.get("Authorization"))
            turn = self._script.pop(0) if self._script else "answer"
        if request.path != "/v1/chat/completions":
            turn = 404
        if isinstance(turn, int):
            self._send(request, turn, json.dumps({"error": {"message": f"scripted {turn}"}}), FAST_RETRY)
        elif turn == "hang":
            self._ended.wait(3)
            request.close_connection = True
        elif turn == "cut":
            text = json.dumps(self._completion(body))
            self._send(request, 200, text[: len(text) // 2], {"Content-Length": str(len(text))})
            request.close_connection = True
        elif turn == "malformed":
            self._send(request, 200, json.dumps(self._completion(body))[:-7])
        elif turn == "html":
            self._send(request, 200, "<html>Welcome</html>", {"Content-Type": "text/html"})
        else:
            self._send(request, 200, json.dumps(self._completion(body, turn)))

    def _completion(self, body: dict[str, Any], turn: str = "answer") -> Any:
        if turn == "list":
            return [1, 2]
        prompt = body["messages"][-1]["content"]
        contents = {"empty": " \n", "null": None}
        content = contents[turn] if turn in contents else self._answer(prompt)
        choices = [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}]
        return {
            "id": "chat-1",
            "object": "chat.completion",
            "created": 0,
            "model": body["model"],
            "choices": None if turn == "no_choices" else choices,
            "usage": {"prompt_tokens": 60, "completion_tokens": 40, "total_tokens": 100},
        }

    def _send(
        self, request: BaseHTTPRequestHandler, status: int, text: str, headers: dict[str, str] | None = None
    ) -> None:
        content = text.encode()
        request.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
            **(headers or {}),
        }.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)
