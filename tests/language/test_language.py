"""The language tables: one meaning, many spellings, and the near misses that must not mean it.

A table is a list of groups. `means` holds either a quantity (`value`, or `low` and `high`; `unit`, a name of
grammar/units.txt, empty for a pure number; `hedge`; `upto`, how far 多 余 几 may carry it; `parts` of a ratio) or the
`kind` of a token of grammar/scan.lark. What is not named is as in a plain number: no hedge, nothing beyond. `kind:
nothing` means that no quantity is read. `say` are texts in which the first quantity means that, or, for a kind, in
which the stretch in «» is one token of it; `not` are texts in which nothing means that.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.parsing.clauses import read_clause
from checker.parsing.grammar import any_of, shapes, terminal, token_words, words
from checker.parsing.quantities import NUMERIC_KINDS, Reading, quantities
from checker.parsing.scanning import scan
from checker.quantity import Hedge
from checker.resources import grammar_home
from checker.source import normalise
from checker.units import resolve, unit_words

HERE = Path(__file__).parent
TABLES = sorted(HERE.glob("*.yaml"))
FEWEST_ROWS = 800
MEANING_KEYS = {"value", "low", "high", "unit", "hedge", "upto", "parts", "ambiguous", "kind"}
NOTHING = "nothing"


@dataclass(frozen=True)
class Row:
    """One spelling of one meaning, or one near miss."""

    table: str
    means: dict[str, Any]
    text: str
    holds: bool

    def __str__(self) -> str:
        return f"{self.table}{'' if self.holds else ' not'}: {self.text}"


def groups(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load(path.read_text("utf-8")) or [])


@cache
def rows() -> tuple[Row, ...]:
    return tuple(_rows())


def _rows() -> Iterator[Row]:
    for path in TABLES:
        for group in groups(path):
            for text in group["say"]:
                yield Row(path.stem, group["means"], text, True)
            for text in group.get("not", []):
                yield Row(path.stem, group["means"], text, False)


def meaning(reading: Reading) -> dict[str, Any]:
    """Return what a reading says, in the words of the tables."""
    number = reading.measure.number
    said: dict[str, Any] = {"low": number.low, "high": number.high, "unit": reading.measure.unit.name}
    if reading.parts:
        return {"parts": list(reading.parts), "hedge": number.hedge}
    return said | {"hedge": number.hedge, "upto": number.high + number.spread, "ambiguous": reading.ambiguous}


def expected(means: dict[str, Any]) -> dict[str, Any]:
    hedge = Hedge(means.get("hedge", "none"))
    if "parts" in means:
        return {"parts": [Fraction(str(part)) for part in means["parts"]], "hedge": hedge}
    low = Fraction(str(means.get("low", means.get("value"))))
    high = Fraction(str(means.get("high", means.get("value"))))
    upto = Fraction(str(means.get("upto", high)))
    ambiguous = means.get("ambiguous", False)
    return {"low": low, "high": high, "unit": means["unit"], "hedge": hedge, "upto": upto, "ambiguous": ambiguous}


def read(text: str) -> list[dict[str, Any]]:
    return [meaning(reading) for _, reading in quantities(normalise(text))]


def tokens_of(kind: str, text: str) -> list[str]:
    return [token.text for token in scan(normalise(text)) if token.kind == kind]


# ---------------------------------------------------------------- the tables
@pytest.mark.parametrize("row", rows(), ids=str)
def test_a_spelling_means_what_its_table_says(row: Row) -> None:
    kind = row.means.get("kind")
    if kind == NOTHING:
        assert bool(read(row.text)) is not row.holds
    elif kind and row.holds:
        before, marked, rest = row.text.partition("«")
        inside, closed, after = rest.partition("»")
        assert marked and closed, "a kind needs its stretch in «»"
        assert normalise(inside) in tokens_of(kind, before + inside + after)
    elif kind:
        assert not tokens_of(kind, row.text)
    elif row.holds:
        assert read(row.text)[:1] == [expected(row.means)]
    else:
        assert expected(row.means) not in read(row.text)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_asserts_something_in_every_row(path: Path) -> None:
    assert groups(path)
    for group in groups(path):
        assert set(group) <= {"means", "say", "not"}
        assert group["say"] and set(group["means"]) <= MEANING_KEYS
        assert {"kind"} == set(group["means"]) or {"value", "low", "parts"} & set(group["means"])
        assert all(isinstance(text, str) and text for text in [*group["say"], *group.get("not", [])])


def test_there_are_enough_rows_and_none_stands_twice() -> None:
    texts = [(str(row.means), row.text, row.holds) for row in rows()]
    assert len(texts) >= FEWEST_ROWS
    assert len(set(texts)) == len(texts)


# ---------------------------------------------------------------- units and grammar agree
@pytest.mark.parametrize("section", ["HAN_UNIT", "PER_UNIT"])
def test_a_unit_of_the_word_lists_is_in_the_unit_file(section: str) -> None:
    assert words(section)
    for word in words(section):
        resolve(word)


@pytest.mark.parametrize("word", unit_words())
def test_a_unit_word_is_read_after_digits(word: str) -> None:
    (_, reading), *_ = quantities(normalise(f"共计37{word}。"))
    assert (reading.measure.number.low, reading.measure.unit.name) == (37, resolve(word).name)


@pytest.mark.parametrize("word", sorted(words("HAN_UNIT")))
def test_a_measure_word_is_read_after_a_numeral_in_characters(word: str) -> None:
    assert [reading.measure.unit.name for _, reading in quantities(f"共计八{word}。")] == [resolve(word).name]


# ---------------------------------------------------------------- scanner and clauses
SCANNER = ("numerals", "scan")
GUARD = re.compile(r"^((?:\(\?:)*)\(\?=\[(?:\\.|[^\]\\])*\]\)")
"""The test of the first sign that a shape of grammar/scan.lark may begin with."""
CUTS = {"OPEN", "CLOSE", "STOP", "FULL_STOP", "SEMICOLON", "COMMA", "COLON", "SKIP"}
"""Kinds of token that end a clause or stand in none."""


def _unguarded() -> re.Pattern[str]:
    not_a_word = GUARD.sub(r"\1", terminal("NOT_A_WORD", *SCANNER))
    bare = ((name, GUARD.sub(r"\1", regex)) for name, regex in shapes(*SCANNER))
    forms = "|".join(f"(?P<{name}>{regex})" for name, regex in bare)
    return re.compile(f"(?!{not_a_word})(?P<WORD>{any_of(token_words(*SCANNER))})|{forms}")


def test_the_guards_of_the_scanner_hide_no_token() -> None:
    """Whatever a table needs is found as well where no test of the first sign stands before it."""
    kinds, finder = token_words(*SCANNER), _unguarded()
    for row in rows():
        text = normalise(row.text.replace("«", "").replace("»", ""))
        found = [(match.lastgroup, match.group()) for match in finder.finditer(text)]
        tokens = [(kinds[word] if kind == "WORD" else kind, word) for kind, word in found]
        assert [(token.kind, token.text) for token in scan(text)] == [token for token in tokens if token[0] != "SKIP"]


def _kinds_of_clauses() -> list[str]:
    grammar = (grammar_home() / "clauses.lark").read_text("utf-8")
    return sorted(set(re.findall(r"\b[A-Z][A-Z_]+\b", re.sub(r"//.*", "", grammar))))


def test_every_kind_of_token_has_a_place_in_a_clause() -> None:
    found = {*token_words(*SCANNER).values(), *(name for name, _ in shapes(*SCANNER))}
    assert found - CUTS - NUMERIC_KINDS <= set(_kinds_of_clauses())


def test_the_grammar_of_clauses_reads_any_run_of_tokens() -> None:
    kinds = _kinds_of_clauses()
    dice = random.Random(20260101)
    for _ in range(3000):
        run = tuple(dice.choices(kinds, k=dice.randint(0, 12)))
        assert sorted(position for item in read_clause(run).items for position in item.tokens) == list(range(len(run)))
