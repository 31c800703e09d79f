"""An account over years: interest, deposits, fees and bonuses on conditions."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from tracepile.sources.math.listing import Listing
from tracepile.sources.math.problem import Problem, at_difficulty
from tracepile.sources.math.wording import digits, paragraph, people


@dataclass(frozen=True, slots=True)
class _Account:
    """The rules of an account; a rule whose amount is 0 does not exist."""

    balance: int
    rate: int
    deposit: int = 0
    every: int = 1
    withdrawal: int = 0
    fee: int = 0
    fee_below: int = 0
    bonus_rate: int = 0
    bonus_above: int = 0


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw an account; interest is rounded down to whole dollars each year."""
    while True:
        account = _draw(rng)
        years = at_difficulty(difficulty, (2, 3, 5, 7, 10)) + rng.randint(0, 1)
        history = [account.balance]
        for year in range(1, years + 1):
            history.append(_next(account, history[-1], year))
        rising = all(after > before for before, after in pairwise(history))
        if min(history) > 100 and account.fee_below not in history and account.bonus_above not in history:
            break
    asked = rng.choice(("balance", "growth", "goal") if rising else ("balance", "highest"))
    goal = rng.randint(history[-2] + 1, history[-1]) if rising else 0
    who = people(rng, 1)[0]
    facts = [
        f"{who.name} opens an account with ${digits(account.balance)}.",
        f"At the end of every year the bank pays {account.rate}% interest, rounded down to whole dollars.",
        *_told(account, who.name),
    ]
    listing = Listing()
    for name, value in (
        ("balance", account.balance), ("rate", account.rate), ("bonus_rate", account.bonus_rate),
        ("bonus_above", account.bonus_above), ("fee", account.fee), ("fee_below", account.fee_below),
        ("withdrawal", account.withdrawal), ("deposit", account.deposit),
    ):  # fmt: skip
        if value:
            listing.given(name, value)
    if account.deposit and account.every > 1:
        listing.given("deposit_interval", account.every)
    certain = _recursive(account, Fraction(account.balance), 1, years)
    answer, check, question = _ask(listing, asked, history, certain, goal, years, account)
    return Problem(
        paragraph(*facts, question.replace("$NAME", who.name)),
        listing.render(),
        answer,
        check,
        "years" if asked == "goal" else "dollars",
    )


def _draw(rng: random.Random) -> _Account:
    balance = 100 * rng.randint(8, 60)
    rules: dict[str, int] = {}
    for rule in rng.sample(("deposit", "withdrawal", "fee", "bonus"), rng.randint(0, 3)):
        match rule:
            case "deposit":
                rules |= {"deposit": 10 * rng.randint(3, 30), "every": rng.choice((1, 1, 2, 3))}
            case "withdrawal":
                rules |= {"withdrawal": 10 * rng.randint(2, 12)}
            case "fee":
                rules |= {"fee": rng.randint(5, 40), "fee_below": balance + 50 * rng.randint(-4, 8)}
            case _:
                rules |= {"bonus_rate": rng.randint(1, 3), "bonus_above": balance + 50 * rng.randint(-2, 20)}
    return _Account(balance, rng.randint(2, 9), **rules)


def _next(account: _Account, balance: int, year: int) -> int:
    rate = account.rate
    if account.bonus_rate and balance > account.bonus_above:
        rate += account.bonus_rate
    balance += balance * rate // 100
    if account.fee and balance < account.fee_below:
        balance -= account.fee
    balance -= account.withdrawal
    return balance + (account.deposit if year % account.every == 0 else 0)


def _recursive(account: _Account, balance: Fraction, year: int, years: int) -> list[int]:
    if year > years:
        return [int(balance)]
    extra = account.bonus_rate if balance > account.bonus_above else 0
    paid = balance * Fraction(100 + account.rate + extra, 100)
    whole = Fraction(paid.numerator // paid.denominator)
    fee = account.fee * (whole < account.fee_below)
    due = account.deposit * (year % account.every == 0) - account.withdrawal - fee
    return [int(balance), *_recursive(account, whole + due, year + 1, years)]


def _told(account: _Account, name: str) -> list[str]:
    told = []
    if account.bonus_rate:
        told.append(
            f"In a year that begins with more than ${digits(account.bonus_above)} in the account, "
            f"the rate is higher by {account.bonus_rate} percentage {'point' if account.bonus_rate == 1 else 'points'}."
        )
    if account.fee:
        told.append(
            f"If the balance is below ${digits(account.fee_below)} after the interest, "
            f"a fee of ${account.fee} is taken."
        )
    if account.withdrawal:
        told.append(f"After that, {name} withdraws ${account.withdrawal} every year.")
    if account.deposit:
        when = "every year" if account.every == 1 else f"after every {account.every} years"
        told.append(f"As the last thing, {name} deposits ${account.deposit} {when}.")
    return told


def _write_year(listing: Listing, account: _Account) -> None:
    if account.bonus_rate:
        listing.line("year_rate = rate")
        with listing.block("if balance > bonus_above:"):
            listing.line("year_rate += bonus_rate")
    listing.line(f"interest = balance * {'year_rate' if account.bonus_rate else 'rate'} // 100")
    listing.line("balance += interest")
    if account.fee:
        with listing.block("if balance < fee_below:"):
            listing.line("balance -= fee")
    if account.withdrawal:
        listing.line("balance -= withdrawal")
    if account.deposit and account.every == 1:
        listing.line("balance += deposit")
    elif account.deposit:
        with listing.block("if year % deposit_interval == 0:"):
            listing.line("balance += deposit")


def _ask(
    listing: Listing, asked: str, history: list[int], certain: list[int], goal: int, years: int, account: _Account
) -> tuple[int, int, str]:
    if asked == "goal":
        listing.given("goal", goal)
        listing.line("year = 0")
        with listing.block("while balance < goal:"):
            listing.line("year += 1")
            _write_year(listing, account)
        listing.line("return year")
        reached = next(year for year, balance in enumerate(certain) if balance >= goal)
        return years, reached, f"After how many years does $NAME have at least ${digits(goal)} for the first time?"
    listing.given("years", years)
    if asked == "growth":
        listing.line("opening_balance = balance")
    if asked == "highest":
        listing.line("highest = balance")
    turns = account.deposit and account.every > 1
    with listing.block("for year in range(1, years + 1):" if turns else "for _ in range(years):"):
        _write_year(listing, account)
        if asked == "highest":
            listing.line("highest = max(highest, balance)")
    if asked == "growth":
        listing.line("return balance - opening_balance")
        question = f"By how many dollars does the balance grow in {years} years?"
        return history[-1] - history[0], certain[-1] - certain[0], question
    if asked == "highest":
        listing.line("return highest")
        question = f"What is the highest of the opening balance and the balances after each of {years} years?"
        return max(history), sorted(certain)[-1], f"{question} Answer in dollars."
    listing.line("return balance")
    return history[-1], certain[-1], f"How many dollars does $NAME have after {years} years?"
