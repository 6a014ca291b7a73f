"""Rows of a price list: the price of one, how many, what they come to."""

from collections.abc import Iterator
from dataclasses import replace

from checker.claims import Claim, Group
from checker.parsing.grammar import words
from checker.ties.sheets import Sheet

_FEWEST = 2
"""One row alone may be laid out otherwise."""


def find(sheet: Sheet) -> Iterator[Group]:
    """Yield `table_product` (price, quantity, amount) for each row of a table that has one column of each, where most
    rows agree: discounts and taxes are of another kind of table.
    """
    places = [_place(sheet, section) for section in ("PRICE_COLUMN", "NUMBER_COLUMN", "MONEY_COLUMN")]
    rows = []
    for row in range(len(sheet.rows)):
        inks = [None if place is None else sheet.inks.get((row, place)) for place in places]
        if all(inks):
            price, quantity, amount = (ink.claim for ink in inks if ink)
            rows.append((price, quantity, amount))
    agreeing = sum((price.interval * many.interval).meets(amount.interval) for price, many, amount in rows)
    if len(rows) >= _FEWEST and agreeing * 2 > len(rows):
        for price, many, amount in rows:
            members = {"price": _of_one(price, amount), "quantity": many.interval, "amount": amount}
            yield Group("table_product", amount.span, members, frozenset({"in_table"}))


def _place(sheet: Sheet, section: str) -> int | None:
    """Return the one column whose label, without its bracket, ends with a word of the section."""
    endings = tuple(words(section))
    found = [at for at, column in enumerate(sheet.columns) if column.label.partition("(")[0].endswith(endings)]
    return found[0] if len(found) == 1 else None


def _of_one(price: Claim, amount: Claim) -> Claim:
    """Return a price in the unit of the amount: 元/台, like 元, is what one of them costs."""
    return replace(price, measure=replace(price.measure, unit=amount.measure.unit))
