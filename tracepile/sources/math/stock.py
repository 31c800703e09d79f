"""Goods arrive at a shop or warehouse and leave it again."""

from __future__ import annotations

import random

from tracepile.sources.math.problem import Problem
from tracepile.sources.math.steps import Kind
from tracepile.sources.math.theme import Ending, Phrase, Start, Theme, tell

_PLACES = (
    ("bakery", "loaves", "tray"),
    ("bookshop", "notebooks", "carton"),
    ("garden centre", "seedlings", "tray"),
    ("warehouse", "lamps", "crate"),
    ("pharmacy", "bandages", "box"),
    ("toy shop", "kites", "carton"),
)


def compose(rng: random.Random, difficulty: int) -> Problem:
    """Draw a story about the stock of a shop."""
    shop, goods, crate = rng.choice(_PLACES)
    crates = f"{crate}es" if crate.endswith("x") else f"{crate}s"
    theme = Theme(
        variable="stock",
        unit=goods,
        span=(60, 900),
        starts={
            Start.PLAIN: Phrase(f"A {shop} has {{0}} {goods} in stock.", f"{goods}_in_stock"),
            Start.GROUPS: Phrase(
                f"A {shop} opens with {{0}} {crates} of {goods}, {{1}} in each.", f"{crates} per_{crate}"
            ),
            Start.RELATIVE: Phrase(
                f"A small branch has {{0}} {goods}. The main {shop} has {{1}} times as many, and {{2}} more.",
                "branch_stock times_as_many extra",
            ),
        },
        late_start=f"Before the first of these events there were {{0}} {goods} in the {shop}.",
        steps={
            Kind.ADD: (
                Phrase(f"A van delivers {{0}} {goods} to the {shop}.", "delivered", "after_delivery"),
                Phrase(f"Customers bring back {{0}} {goods}.", "returned", "after_returns"),
            ),
            Kind.REMOVE: (
                Phrase(f"In the morning {{0}} {goods} are sold.", "sold_in_morning", "after_morning"),
                Phrase(f"{{0}} {goods} turn out to be damaged and are thrown away.", "damaged", "after_damage"),
            ),
            Kind.ADD_GROUPS: (
                Phrase(
                    f"A supplier sends {{0}} {crates} with {{1}} {goods} each.",
                    f"sent_{crates} in_each_{crate}",
                    "after_supply",
                ),
            ),
            Kind.REMOVE_GROUPS: (
                Phrase(f"{{0}} customers buy {{1}} {goods} each.", "customers per_customer", "after_customers"),
                Phrase(f"A hotel orders {{0}} sets of {{1}} {goods}.", "sets per_set", "after_hotel"),
            ),
            Kind.REMOVE_SHARE: (
                Phrase(
                    f"1/{{0}} of the {goods} go to a second {shop} across the river.", "moved_share", "after_moving"
                ),
            ),
            Kind.REMOVE_FRACTION: (
                Phrase(f"A sale takes {{0}}/{{1}} of the {goods}.", "sale_parts all_parts", "after_sale"),
            ),
            Kind.GAIN_PERCENT: (Phrase("The owner increases the stock by {0}%.", "percent_more", "after_increase"),),
            Kind.LOSE_PERCENT: (
                Phrase(f"Over a weekend {{0}}% of the {goods} are sold.", "weekend_percent", "after_weekend"),
            ),
            Kind.THRESHOLD: (
                Phrase(
                    f"If the {shop} has more than {{0}} {goods} then, it sends {{1}} to the branch; "
                    "otherwise the branch sends it {2}.",
                    "branch_limit sent_out sent_in",
                    "",
                ),
            ),
            Kind.FLOOR: (
                Phrase(
                    f"If the stock is below {{0}} at that point, {{1}} {goods} are ordered and arrive at once.",
                    "reorder_level order_size",
                    "",
                ),
            ),
            Kind.REPEAT: (
                Phrase(
                    f"For {{0}} days the {shop} makes or receives {{1}} {goods} a day.", "busy_days made_per_day", ""
                ),
            ),
            Kind.DRAIN: (Phrase(f"On each of {{0}} days {{1}} {goods} are sold.", "selling_days sold_per_day", ""),),
            Kind.CYCLE: (
                Phrase(
                    f"During {{0}} days {{1}} {goods} arrive daily, and after every {{2}} days a regular customer "
                    "collects {3} of them.",
                    "arrival_days arriving collection_interval collected",
                    "",
                ),
            ),
            Kind.CAP: (
                Phrase(
                    f"During {{0}} days {{1}} {goods} arrive each morning. On any day when that makes more than {{2}}, "
                    "{3} of them are sold off by noon.",
                    "delivery_days each_morning shelf_limit sold_off",
                    "",
                ),
            ),
            Kind.LIST: (Phrase(f"Deliveries of {{0}} {goods} follow.", "deliveries", ""),),
            Kind.LIST_LIMIT: (
                Phrase(
                    f"Orders for {{0}} {goods} come in, one after another. An order is filled if the stock is large "
                    "enough at that moment, and is otherwise refused.",
                    "orders",
                    "",
                ),
            ),
        },
        endings={
            Ending.VALUE: Phrase(f"How many {goods} does the {shop} have in the end?"),
            Ending.GAIN: Phrase(f"By how many {goods} has the stock grown since the beginning?"),
            Ending.LOSS: Phrase(f"By how many {goods} has the stock shrunk since the beginning?"),
            Ending.SHORTFALL: Phrase(f"How many {goods} are missing to a full store of {{0}}?", "full_store"),
            Ending.FULL_BOXES: Phrase(
                f"The {goods} are packed {{0}} to a parcel. How many parcels are full?", "parcel_size", unit="parcels"
            ),
            Ending.LEFT_OVER: Phrase(
                f"The {goods} are packed {{0}} to a parcel. How many {goods} are left over?", "parcel_size"
            ),
            Ending.BOXES_NEEDED: Phrase(
                f"One shelf holds {{0}} {goods}. How many shelves does the {shop} need?", "shelf_size", unit="shelves"
            ),
            Ending.WORTH: Phrase(
                f"The {goods} sell at ${{0}} apiece. How many dollars is the stock worth?", "price", unit="dollars"
            ),
        },
        distractors=(
            f"The {shop} opened {{0}} years ago.",
            f"The {shop} stays open until late on Fridays.",
            f"The shop window of the {shop} is {{0}} centimetres high.",
        ),
    )
    return tell(rng, difficulty, theme)
