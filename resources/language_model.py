"""A language model behind any OpenAI-compatible endpoint. Unless one is configured, nothing is ever sent."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import openai
from dagster import ConfigurableResource, InitResourceContext
from openai.types.chat import ChatCompletion

from resources.lake import LakeError, replace_file
from tracepile.errors import TracePileError
from tracepile.tokens import count_tokens

URL_VARIABLE = "TRACEPILE_MODEL_URL"
MODEL_VARIABLE = "TRACEPILE_MODEL"
KEY_VARIABLE = "OPENAI_API_KEY"


class LanguageModelError(TracePileError):
    """The language model is not configured, cannot be reached, or gives no usable reply."""


class TokenBudgetError(LanguageModelError):
    """The next request could take more tokens than are left."""

    def __init__(self, budget: int, spent: int, needed: int) -> None:
        super().__init__(
            f"the language model's budget of {budget:,} tokens is used up: {spent:,} are spent and the next request "
            f"may take {needed:,}. Every reply so far is kept: raise the budget and run again to continue."
        )
        self.budget, self.spent, self.needed = budget, spent, needed


class Reply(NamedTuple):
    """What the model said, and the tokens that the request and the reply took."""

    text: str
    tokens: int


class LanguageModel:
    """Asks a model, and keeps every reply under the hash of its request, so that asking again sends nothing.

    Requests that meet a time-out, a broken connection, status 429 or a status from 500 on are repeated by the client
    with growing, jittered pauses; replies that cannot be read or are empty are asked for again. Threads may share one.

    Attributes:
        url: base URL of the endpoint, such as `http://localhost:8000/v1`; None: not configured.
        model: the model's name; None: not configured.
        replies: folder of the kept replies, one JSON file each.
    """

    def __init__(
        self,
        replies: Path | str,
        *,
        url: str | None = None,
        model: str | None = None,
        key: str | None = None,
        temperature: float | None = None,
        max_reply_tokens: int = 4_096,
        timeout_seconds: float = 120.0,
        retries: int = 5,
        token_budget: int | None = None,
    ) -> None:
        """Describe a model; nothing is sent yet.

        Args:
            replies: folder of the kept replies.
            url: base URL of the endpoint.
            model: the model's name.
            key: the API key; many local servers need none.
            temperature: of sampling; the server's default if not given.
            max_reply_tokens: length of a reply, in tokens.
            timeout_seconds: how long to wait for a server that sends nothing.
            retries: repetitions of one request at most.
            token_budget: tokens that this object may spend on requests and replies; no bound if not given.

        Raises:
            ValueError: a number is out of its range.
        """
        if max_reply_tokens < 1 or timeout_seconds <= 0 or retries < 0 or (token_budget or 0) < 0:
            raise ValueError(
                "max_reply_tokens and timeout_seconds must be positive, retries and token_budget not negative, got "
                f"{max_reply_tokens}, {timeout_seconds}, {retries} and {token_budget}"
            )
        self.replies = Path(replies)
        self.url, self.model = url or None, model or None
        self._key = key
        self._temperature = temperature
        self._max_reply_tokens = max_reply_tokens
        self._timeout_seconds = timeout_seconds
        self._retries = retries
        self._token_budget = token_budget
        self._lock = threading.Lock()
        self._spent = self._reserved = 0

    @classmethod
    def from_environment(
        cls, replies: Path | str, environment: Mapping[str, str] | None = None, **options: Any
    ) -> LanguageModel:
        """Give the model that `TRACEPILE_MODEL_URL`, `TRACEPILE_MODEL` and `OPENAI_API_KEY` describe, if they do."""
        variables = os.environ if environment is None else environment
        return cls(
            replies,
            url=variables.get(URL_VARIABLE),
            model=variables.get(MODEL_VARIABLE),
            key=variables.get(KEY_VARIABLE),
            **options,
        )

    @property
    def available(self) -> bool:
        """Whether an endpoint and a model are configured. Says nothing about whether the endpoint answers."""
        return self.url is not None and self.model is not None

    @property
    def spent_tokens(self) -> int:
        """Tokens that this object has spent; kept replies cost none."""
        return self._spent

    def ask(self, prompt: str) -> str:
        """Give the model's reply to a prompt: the kept one if this was asked before.

        A reply that reached `max_reply_tokens` is given as far as it goes.

        Raises:
            TokenBudgetError: the request could exceed the budget; it was not sent.
            LanguageModelError: no model is configured, or the endpoint gave no usable reply to the last retry.
        """
        if self.url is None or self.model is None:
            raise LanguageModelError(
                f"no language model is configured: set {URL_VARIABLE} to the base URL of an OpenAI-compatible "
                f"endpoint and {MODEL_VARIABLE} to a model's name ({KEY_VARIABLE} where the endpoint asks for a key)"
            )
        request = {
            "url": self.url,
            "model": self.model,
            "prompt": prompt,
            "temperature": self._temperature,
            "max_reply_tokens": self._max_reply_tokens,
        }
        path = self._path(request)
        kept = _read_reply(path, request)
        if kept is not None:
            return kept.text
        reply = self._send(self.model, prompt)
        content = {"request": request, "reply": reply._asdict()}
        try:
            replace_file(path, json.dumps(content, indent=2, sort_keys=True).encode() + b"\n")
        except LakeError as err:
            raise LanguageModelError(f"a reply cannot be kept: {err}") from err
        return reply.text

    def _path(self, request: Mapping[str, Any]) -> Path:
        digest = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
        return self.replies / digest[:2] / f"{digest}.json"

    @cached_property
    def _client(self) -> openai.OpenAI:
        # A key must be given, or the client takes whatever the environment holds.
        return openai.OpenAI(
            base_url=self.url,
            api_key=self._key or "none",
            timeout=self._timeout_seconds,
            max_retries=self._retries,
        )

    def _send(self, model: str, prompt: str) -> Reply:
        asked = count_tokens(prompt)
        problem = ""
        for _ in range(self._retries + 1):
            needed = self._reserve(asked + self._max_reply_tokens)
            tokens = 0
            try:
                completion = self._client.chat.completions.create(
                    model=model,
                    messages=[{"role": "user", "content": prompt}],
                    max_completion_tokens=self._max_reply_tokens,
                    temperature=openai.omit if self._temperature is None else self._temperature,
                )
                text = _text(completion)
                tokens = _tokens(completion, asked + count_tokens(text))
                if text.strip():
                    return Reply(text, tokens)
                problem = "its reply was empty"
            except openai.OpenAIError as err:
                raise LanguageModelError(
                    f"the model {model} at {self.url} gave no reply, with up to {self._retries} retries: {err}. "
                    f"Check {URL_VARIABLE}, {MODEL_VARIABLE} and {KEY_VARIABLE}, then run again: replies are kept."
                ) from err
            except (ValueError, AttributeError, TypeError, IndexError) as err:
                tokens = asked
                problem = f"its reply could not be read ({err!r})"
            finally:
                self._settle(needed, tokens)
        raise LanguageModelError(
            f"the model {model} at {self.url} was asked {self._retries + 1} times and {problem} at last. "
            f"Check that {URL_VARIABLE} is the base URL of an OpenAI-compatible endpoint."
        )

    def _reserve(self, needed: int) -> int:
        with self._lock:
            if self._token_budget is not None and self._spent + self._reserved + needed > self._token_budget:
                raise TokenBudgetError(self._token_budget, self._spent, needed)
            self._reserved += needed
            return needed

    def _settle(self, reserved: int, spent: int) -> None:
        with self._lock:
            self._reserved -= reserved
            self._spent += spent


class LanguageModelResource(ConfigurableResource[LanguageModel]):
    """The language model as Dagster configures and shows it. The key is taken from the environment and never shown."""

    replies: str
    url: str | None = None
    model: str | None = None
    temperature: float | None = None
    max_reply_tokens: int = 4_096
    timeout_seconds: float = 120.0
    retries: int = 5
    token_budget: int | None = None

    def create_resource(self, context: InitResourceContext) -> LanguageModel:
        """Give the model; where no URL or no name is configured, those of the environment count."""
        del context
        return LanguageModel(
            self.replies,
            url=self.url or os.environ.get(URL_VARIABLE),
            model=self.model or os.environ.get(MODEL_VARIABLE),
            key=os.environ.get(KEY_VARIABLE),
            temperature=self.temperature,
            max_reply_tokens=self.max_reply_tokens,
            timeout_seconds=self.timeout_seconds,
            retries=self.retries,
            token_budget=self.token_budget,
        )


def _read_reply(path: Path, request: Mapping[str, Any]) -> Reply | None:
    """Read a kept reply; a file that is broken or of another request counts as none, and is written anew."""
    try:
        content = json.loads(path.read_bytes())
        text, tokens = content["reply"]["text"], content["reply"]["tokens"]
        same = content["request"] == request
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Reply(text, tokens) if same and isinstance(text, str) and text.strip() else None


def _text(completion: ChatCompletion) -> str:
    # The client does not validate what it receives, so that any of these may be something else or absent.
    content = completion.choices[0].message.content or ""
    if not isinstance(content, str):
        raise TypeError(f"the content is {type(content).__name__}")
    return content


def _tokens(completion: ChatCompletion, counted: int) -> int:
    total = getattr(completion.usage, "total_tokens", None)
    return total if isinstance(total, int) and total > 0 else counted
