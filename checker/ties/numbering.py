"""Numbers that count the report's own parts: headings 一、（一）1., 一是二是三是, captions; and 五个方面 against the
items that follow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from checker.claims import Claim, Group, Kind, not_a_quantity
from checker.context import Passage, Reading
from checker.parsing.grammar import words
from checker.parsing.numerals import ordinal_of
from checker.parsing.phrases import leading
from checker.parsing.scanning import Token
from checker.source import Document, Span


@dataclass(frozen=True, slots=True)
class _Item:
    """One item number: its style (how it is written), its value, where it stands."""

    style: str
    value: int
    span: Span
    text: str
    block: int
    starts_block: bool


def find(document: Document, reading: Reading) -> Iterator[Group]:
    """Yield `sequence` (found, expected) for each item number that has one before it, `enumeration` (count, items)."""
    items = list(_items(document.normal, reading))
    yield from _sequences(items)
    yield from _enumerations(reading, items)


def _items(text: str, reading: Reading) -> Iterator[_Item]:
    for index, passage in enumerate(reading.passages):
        title = _bare_title(text, passage, index) or _caption(text, passage, index)
        if title:
            yield title
        for sentence in passage.sentences:
            for clause in sentence.clauses:
                for token in clause.tokens if "ENUMERATOR" in clause.shape.kinds else ():
                    if token.kind == "ENUMERATOR":
                        item = _item(text, token, index, passage.block.span)
                        if item:
                            yield item


_TITLE = "digit title head"
"""The style of a short line that opens with a bare number: a table title whose 表 is lost.

It runs on through the chapters.
"""


def _bare_title(text: str, passage: Passage, index: int) -> _Item | None:
    clauses = passage.sentences[0].clauses if passage.sentences else ()
    line = passage.block.span.of(text).strip()
    alone = len(passage.sentences) == len(clauses) == 1 and len(line) < 30 and clauses[0].tokens
    if not alone or clauses[0].closed_by != "END" or clauses[0].tokens[0].kind not in ("QUANTITY", "BARE"):
        return None
    number = clauses[0].tokens[0]
    spaced = text[number.span.end - 1 : number.span.end + 1].strip() != text[number.span.end - 1 : number.span.end + 1]
    titled = len(line) - len(number.text.strip()) > 4 and not line.isascii()
    if (
        not titled
        or not number.text.strip().isdigit()
        or int(number.text) > 99
        or not line.startswith(number.text.strip())
        or not spaced
    ):
        return None
    return _Item(_TITLE, int(number.text), number.span, number.text.strip(), index, starts_block=True)


def _caption(text: str, passage: Passage, index: int) -> _Item | None:
    """Return the item of a caption that is numbered (表1, 图2), of a style of its own for each kind of caption."""
    line = passage.block.span.of(text)
    stripped = line.lstrip(" (")
    word = leading(stripped, "CAPTION_WORD")
    number = stripped[len(word) :].lstrip()
    digits = number[: len(number) - len(number.lstrip("0123456789"))]
    if (
        not word
        or not digits
        or len(digits) > 2
        or len(line) > 60
        or number[len(digits) : len(digits) + 1] in tuple(words("NUMBER_JOINT"))
    ):
        return None
    start = passage.block.span.start + line.index(word)
    end = start + stripped.index(digits) + len(digits)
    return _Item(f"{word} caption", int(digits), Span(start, end), f"{word}{digits}", index, starts_block=True)


def _item(text: str, token: Token, block: int, span: Span) -> _Item | None:
    value = ordinal_of(token.text)
    starts = not text[span.start : token.start].strip(" ?·•●-")
    if value is None:
        return None
    digits = any(sign.isdigit() for sign in token.text)
    bare = "".join(
        sign
        for sign in token.text
        if not sign.isdigit() and sign not in words("HAN_DIGIT") and sign not in words("HAN_PLACE")
    )
    style = f"{'digit' if digits else 'han'} {bare} {'head' if starts else 'run'}"
    return _Item(style, value, token.span, token.text, block, starts)


_ORDER = ("han 、 head", "han () head", "digit . head", "digit 、 head", "digit () head")
"""The styles of headings, from the outside in."""


def _depth(style: str) -> int:
    """Return how deep a style of heading lies: 一、（一）1.（1）; anything else lies deepest."""
    return _ORDER.index(style) if style in _ORDER else len(_ORDER)


def _sequences(items: Sequence[_Item]) -> Iterator[Group]:
    """Yield a group for each item number whose neighbours of the same run are known: 1, 2, X, 4.

    A 1 opens a new run and an outer item closes inner runs. A number that differs is told from a new beginning by what
    follows: the run must go on as if nothing had happened.
    """
    for run in _runs(items):
        for before, item, after in zip(run, run[1:], [*run[2:], None], strict=False):
            spoken = item.text[-1] not in words("NUMBER_END")
            if not (item.starts_block or spoken):
                continue
            goes_on = after is not None and after.value == before.value + 2
            if item.value == before.value + 1 or goes_on:
                members = {
                    "found": Fraction(item.value),
                    "expected": Fraction(before.value + 1),
                    "here": not_a_quantity(item.span, Kind.IDENTIFIER, item.text),
                    "before": not_a_quantity(before.span, Kind.IDENTIFIER, before.text),
                }
                yield Group(
                    "sequence", item.span, members, frozenset({"heading"} if item.starts_block else {"running"})
                )


def _runs(items: Sequence[_Item]) -> list[list[_Item]]:
    """Split item numbers into runs of one style within one outer item."""
    runs: list[list[_Item]] = []
    current: dict[str, list[_Item]] = {}
    for item in items:
        if item.starts_block and item.style in _ORDER:
            for style in [style for style in current if _depth(style) > _depth(item.style) and style in _ORDER]:
                del current[style]
        run = current.get(item.style)
        if run is None or item.value == 1 or (not item.starts_block and item.block != run[-1].block):
            run = current[item.style] = []
            runs.append(run)
        run.append(item)
    return runs


# ---------------------------------------------------------------- 五个方面：一是…二是…
def _enumerations(reading: Reading, items: Sequence[_Item]) -> Iterator[Group]:
    for index, passage in enumerate(reading.passages):
        for told in passage.told:
            claim = told.claim
            if claim.kind not in (Kind.COUNT, Kind.TARGET) or not told.statement.tail.startswith(tuple(words("POINT"))):
                continue
            run = _run_after(items, index, claim.span.end)
            alone = (
                not any(claim.span.end <= other.claim.span.start < run[0].span.start for other in passage.told)
                if run
                else False
            )
            if len(run) > 1 and alone and not claim.measure.number.spread and _directly(passage, claim, run[0]):
                marks = tuple(not_a_quantity(item.span, Kind.IDENTIFIER, item.text) for item in run)
                yield Group("enumeration", claim.span, {"count": claim, "items": Fraction(len(run)), "marks": marks})


def _directly(passage: Passage, claim: Claim, first: _Item) -> bool:
    """Tell whether the points follow the sentence that announces them: nothing but its end stands between."""
    between = [sentence for sentence in passage.sentences if claim.span.end <= sentence.span.start < first.span.start]
    return first.span.start - claim.span.end < 60 and len(between) <= 1


def _run_after(items: Sequence[_Item], block: int, offset: int) -> list[_Item]:
    """Return the item numbers 1, 2, 3 … of one style that begin right after `offset`, in this block or opening the next
    ones.
    """
    run: list[_Item] = []
    for item in items:
        if item.span.start < offset:
            continue
        if not run:
            near = item.block == block or item.block == block + 1
            if item.value != 1 or not near:
                return []
            run.append(item)
        elif item.style == run[0].style:
            if item.value != run[-1].value + 1:
                break
            run.append(item)
        elif item.starts_block and _depth(item.style) < _depth(run[0].style):
            break
    return run


__all__ = ["Claim", "find"]
