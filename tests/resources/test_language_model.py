"""The language model, against a real server that misbehaves: all is done in the end, and nothing is paid twice."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from dagster import build_init_resource_context

from resources.language_model import (
    KEY_VARIABLE,
    MODEL_VARIABLE,
    URL_VARIABLE,
    LanguageModel,
    LanguageModelError,
    LanguageModelResource,
    TokenBudgetError,
)
from resources.settings import load_settings
from tests.resources.chat_server import ChatServer
from tracepile.errors import TracePileError


def shout(prompt: str) -> str:
    """The scripted model."""
    return prompt.upper()


def model_at(server: ChatServer, replies: Path, **options: Any) -> LanguageModel:
    """A model at a scripted server."""
    return LanguageModel(replies, url=server.url, model="small", **{"timeout_seconds": 0.3, **options})


@pytest.fixture(autouse=True)
def no_model_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is configured here does not count, and no proxy stands before this machine's own server."""
    for variable in (URL_VARIABLE, MODEL_VARIABLE, KEY_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def test_nothing_is_configured_by_default(tmp_path: Path) -> None:
    model = LanguageModel.from_environment(tmp_path, {})
    assert not model.available
    with pytest.raises(LanguageModelError, match=rf"{URL_VARIABLE}.*{MODEL_VARIABLE}"):
        model.ask("hello")
    assert list(tmp_path.iterdir()) == []


def test_a_key_alone_or_half_a_configuration_sends_nothing(tmp_path: Path) -> None:
    with ChatServer(shout) as server:
        for environment in ({KEY_VARIABLE: "k"}, {MODEL_VARIABLE: "small"}, {URL_VARIABLE: server.url}):
            model = LanguageModel.from_environment(tmp_path, environment)
            assert not model.available
            with pytest.raises(LanguageModelError, match="no language model is configured"):
                model.ask("hello")
        assert server.requests == []


def test_the_environment_configures_a_model_and_its_key_is_sent_but_never_kept(tmp_path: Path) -> None:
    with ChatServer(shout) as server:
        environment = {URL_VARIABLE: server.url, MODEL_VARIABLE: "small", KEY_VARIABLE: "a-secret"}
        model = LanguageModel.from_environment(tmp_path, environment, retries=0)
        assert model.available
        assert model.ask("hello") == "HELLO"
        assert server.keys == ["Bearer a-secret"]
    assert all("a-secret" not in path.read_text() for path in tmp_path.rglob("*.json"))


def test_a_key_for_another_service_is_not_sent_unless_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "of-another-service")
    with ChatServer(shout) as server:
        model_at(server, tmp_path).ask("hello")
        assert server.keys == ["Bearer none"]


def test_a_reply_is_kept_and_asking_again_sends_nothing(tmp_path: Path) -> None:
    with ChatServer(shout) as server:
        first = model_at(server, tmp_path)
        assert [first.ask("hello"), first.ask("hello"), first.ask("you")] == ["HELLO", "HELLO", "YOU"]
        again = model_at(server, tmp_path)
        assert again.ask("hello") == "HELLO"
        assert len(server.requests) == 2
        assert (first.spent_tokens, again.spent_tokens) == (200, 0)
        assert model_at(server, tmp_path, temperature=0.5).ask("hello") == "HELLO"
        assert len(server.requests) == 3
        assert [request.get("temperature") for request in server.requests] == [None, None, 0.5]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"reply": {"text": "", "tokens": 1}}', b"\xff", None])
def test_a_broken_reply_on_disk_is_asked_for_again(tmp_path: Path, content: bytes | None) -> None:
    with ChatServer(shout) as server:
        model_at(server, tmp_path).ask("hello")
        (path,) = tmp_path.rglob("*.json")
        other = json.loads(path.read_text())
        other["request"]["prompt"] = "something else"
        path.write_bytes(json.dumps(other).encode() if content is None else content)
        assert model_at(server, tmp_path).ask("hello") == "HELLO"
        assert len(server.requests) == 2
        assert model_at(server, tmp_path).ask("hello") == "HELLO"
        assert len(server.requests) == 2


SCRIPTS: list[list[int | str]] = [
    [429, 429],
    [500, 503],
    ["hang"],
    ["cut"],
    ["malformed"],
    ["html"],
    ["empty"],
    ["null"],
    ["no_choices"],
    ["list"],
    [429, "malformed", 500, "empty", "cut"],
]


@pytest.mark.parametrize("script", SCRIPTS, ids=str)
def test_a_server_that_misbehaves_is_asked_until_it_answers(tmp_path: Path, script: list[int | str]) -> None:
    with ChatServer(shout, script) as server:
        assert model_at(server, tmp_path).ask("hello") == "HELLO"
        assert len(server.requests) == len(script) + 1
        assert model_at(server, tmp_path).ask("hello") == "HELLO"
        assert len(server.requests) == len(script) + 1


@pytest.mark.parametrize(
    ("turn", "requests", "named"),
    [
        (401, 1, KEY_VARIABLE),
        (404, 1, URL_VARIABLE),
        (400, 1, "scripted 400"),
        (429, 3, "2 retries"),
        (500, 3, "2 retries"),
        ("empty", 3, "asked 3 times and its reply was empty"),
        ("malformed", 3, "could not be read"),
        ("html", 3, "base URL"),
    ],
)
def test_retries_are_bounded_and_the_error_says_what_to_check(
    tmp_path: Path, turn: int | str, requests: int, named: str
) -> None:
    with ChatServer(shout, [turn] * 20) as server:
        with pytest.raises(LanguageModelError, match=named):
            model_at(server, tmp_path, retries=2).ask("hello")
        assert len(server.requests) == requests
    assert list(tmp_path.rglob("*.json")) == []


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with ChatServer(shout) as server:
        url = server.url
    with pytest.raises(LanguageModelError, match=rf"{url} gave no reply"):
        LanguageModel(tmp_path, url=url, model="small", retries=0).ask("hello")


def test_the_budget_stops_before_it_is_exceeded_and_a_higher_one_goes_on(tmp_path: Path) -> None:
    with ChatServer(shout) as server:
        model = model_at(server, tmp_path, token_budget=250, max_reply_tokens=90)
        assert [model.ask("one"), model.ask("two")] == ["ONE", "TWO"]
        with pytest.raises(
            TokenBudgetError, match=r"budget of 250 tokens .* 200 are spent .* raise the budget"
        ) as caught:
            model.ask("three")
        assert (caught.value.budget, caught.value.spent) == (250, 200)
        assert isinstance(caught.value, TracePileError)
        assert model.ask("one") == "ONE"
        assert len(server.requests) == 2
        more = model_at(server, tmp_path, token_budget=250, max_reply_tokens=90)
        assert [more.ask(prompt) for prompt in ("one", "two", "three")] == ["ONE", "TWO", "THREE"]
        assert (len(server.requests), more.spent_tokens) == (3, 100)


def test_threads_together_stay_within_the_budget(tmp_path: Path) -> None:
    barrier = threading.Barrier(8)

    def ask(number: int) -> str:
        barrier.wait()
        try:
            return model.ask(f"prompt {number}")
        except TokenBudgetError:
            return ""

    with ChatServer(shout) as server:
        model = model_at(server, tmp_path, token_budget=450, max_reply_tokens=96, timeout_seconds=10)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(ask, range(8)))
        done = [number for number, answer in enumerate(answers) if answer]
        assert 1 <= len(done) <= 4
        assert len(server.requests) == len(done)
        assert model.spent_tokens == 100 * len(done)


@pytest.mark.parametrize(
    "options", [{"timeout_seconds": 0}, {"retries": -1}, {"token_budget": -5}, {"max_reply_tokens": 0}]
)
def test_numbers_out_of_range_are_refused(tmp_path: Path, options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        LanguageModel(tmp_path, **options)


def test_dagster_gives_the_model_of_its_configuration_or_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ChatServer(shout) as server:
        context = build_init_resource_context()
        assert not LanguageModelResource(replies=str(tmp_path)).create_resource(context).available
        configured = LanguageModelResource(replies=str(tmp_path), url=server.url, model="small", retries=0)
        assert configured.create_resource(context).ask("hello") == "HELLO"
        monkeypatch.setenv(URL_VARIABLE, server.url)
        monkeypatch.setenv(MODEL_VARIABLE, "other")
        assert LanguageModelResource(replies=str(tmp_path)).create_resource(context).ask("hello") == "HELLO"
        assert [request["model"] for request in server.requests] == ["small", "other"]


def test_the_variables_are_no_misspelt_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, "http://localhost:1/v1")
    monkeypatch.setenv(MODEL_VARIABLE, "small")
    assert load_settings(tmp_path).home == tmp_path
