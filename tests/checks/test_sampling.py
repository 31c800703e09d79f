"""Which rows a check examines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checks.sampling import draw

ROWS = [{"id": f"row-{number}", "program_id": f"program-{number // 2}"} for number in range(40)]


def _ids(rows: Iterable[Mapping[str, str]]) -> list[str]:
    return [row["id"] for row in rows]


def test_rows_are_drawn_in_their_order_and_others_under_another_seed() -> None:
    drawn = draw(ROWS, 8, seed="a")
    assert len(drawn) == 8
    assert [row for row in ROWS if row in drawn] == drawn
    assert _ids(drawn) != _ids(draw(ROWS, 8, seed="b"))
    assert draw(ROWS, 50, seed="a") == ROWS


def test_a_row_that_is_gone_changes_nothing_for_the_others() -> None:
    drawn = _ids(draw(ROWS, 8, seed="a"))
    left = [row for row in ROWS if row["id"] != drawn[3]]
    assert set(drawn) - {drawn[3]} < set(_ids(draw(left, 8, seed="a")))


def test_what_is_always_examined_comes_besides() -> None:
    drawn = _ids(draw(ROWS, 8, seed="a"))
    (absent, *_) = (row for row in ROWS if row["id"] not in drawn and f"row-{int(row['id'][4:]) ^ 1}" not in drawn)
    asked = _ids(draw(ROWS, 8, seed="a", always={absent["program_id"]}))
    assert set(asked) == {*drawn, *(row["id"] for row in ROWS if row["program_id"] == absent["program_id"])}
