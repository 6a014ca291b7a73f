"""The clause grammar over kinds of token: which words belong to which number."""

import random

import pytest

from checker.parsing.clauses import NUMBER_KINDS, read_clause
from checker.parsing.grammar import build

TABLE = [
    ("NOUN LEVEL_VERB AMOUNT", ["other 0", "other 1", "value 2"]),
    ("NOUN RISE PERCENT", ["other 0", "change 1-2"]),
    ("RISE AMOUNT", ["change 0-1"]),
    ("RISE PERCENT SEP PERCENT AND PERCENT", ["change 0-5"]),
    ("FALL", ["change 0"]),
    ("RISE NOUN PERCENT", ["change 0", "other 1", "value 2"]),
    ("ABOVE NOUN POINTS", ["gap 0-2 noun 1"]),
    ("BELOW POINTS", ["gap 0-1"]),
    ("SHARE_OF NOUN PERCENT", ["share 0-2 noun 1"]),
    ("SHARE_OF PERCENT", ["share 0-1"]),
    ("SHARE_OF NOUN LEVEL_VERB PERCENT", ["share 0-3 noun 1"]),
    ("FROM PERCENT RISE_TO PERCENT", ["transition 0-3"]),
    ("FROM NOUN AMOUNT TO AMOUNT", ["transition 0-4 noun 1"]),
    ("FROM NOUN", ["transition 0-1 noun 1"]),
    ("RISE_TO AMOUNT", ["arrival 0-1"]),
    ("AMOUNT SEP AMOUNT SEP AMOUNT", ["value 0-4"]),
    ("AMOUNT NOUN AMOUNT", ["value 0", "other 1", "value 2"]),
    ("OF_WHICH NOUN AMOUNT", ["other 0", "other 1", "value 2"]),
]


def shown(kinds: tuple[str, ...]) -> list[str]:
    items = []
    for item in read_clause(kinds).items:
        first, last = item.tokens[0], item.tokens[-1]
        place = f"{first}-{last}" if last > first else f"{first}"
        items.append(f"{item.rule} {place}" + "".join(f" noun {position}" for position in item.noun))
    return items


@pytest.mark.parametrize(("kinds", "items"), TABLE)
def test_a_run_of_kinds_is_read_as_these_items(kinds: str, items: list[str]) -> None:
    assert shown(tuple(kinds.split())) == items


def test_every_run_of_kinds_has_a_reading_and_every_token_is_in_one_item() -> None:
    """A total grammar: whatever stands in a clause, nothing is dropped, nothing is read twice, nothing is refused."""
    names = sorted({terminal.name for terminal in build("clauses").terminals} | NUMBER_KINDS)
    names = [name for name in names if not name.startswith("_")]
    dice = random.Random(7)
    for _ in range(3000):
        kinds = tuple(dice.choice(names) for _ in range(dice.randint(0, 9)))
        taken = [position for item in read_clause(kinds).items for position in item.tokens]
        assert sorted(taken) == list(range(len(kinds))), kinds
