"""What a clause says of all its numbers: from where and on which basis changes are measured, further traits, and the
units that one number leaves to another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.parsing.grammar import words
from checker.parsing.phrases import longest_first
from checker.parsing.quantities import NUMERIC_KINDS
from checker.parsing.scanning import Token, scan
from checker.parsing.segments import Clause

_TRAITS = frozenset({"FALL_RATE", "RISE_RATE", "AVERAGE", "TURN_UP", "TURN_DOWN"})
"""Kinds of token that say more of every number in their clause."""
_BASES = frozenset({"BASE", "BROKEN_DATE"})
_TELLING = _TRAITS | _BASES | {"BASIS_WORD", "LEVEL_VERB", "RISE", "FALL"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the numbers of a clause.

    `bases` are the words for what changes are measured from, `carried` the one that the sentence began with. `glued`
    are the offsets at which two numbers touch: one thing told in two counts (82件99人).
    """

    bases: tuple[Token, ...] = ()
    basis: str | None = None
    traits: frozenset[str] = frozenset()
    glued: frozenset[int] = frozenset()
    carried: str = ""

    def base_of(self, token: Token) -> str:
        """Return what a number is measured from, empty if nothing says so; in English the word stands behind it."""
        if not self.bases:
            return self.carried
        before = next((base.text for base in self.bases if base.end <= token.start), "")
        if not before and self.bases[0].text.isascii():
            return self.bases[0].text
        return before or self.carried


_NOTHING = Surroundings()


def surroundings_of(clause: Clause, base: Token | None) -> Surroundings:
    """Return what a clause says of its numbers; `base` is what its sentence has said that changes are measured from."""
    carried = base.text if base else ""
    tokens = clause.tokens
    glued = frozenset(tokens[at].end for at in clause.shape.pairs if tokens[at].end == tokens[at + 1].start)
    if clause.shape.kinds.isdisjoint(_TELLING):
        return Surroundings(glued=glued, carried=carried) if glued or carried else _NOTHING
    prices = words("ON_PRICES")
    on_prices = next((token.text for token in tokens if token.text in prices), None)
    bases = tuple(token for token in tokens if token.kind in _BASES)
    basis = next((token.text for token in tokens if token.kind == "BASIS_WORD"), on_prices)
    traits = {token.kind.lower() for token in tokens if token.kind in _TRAITS}
    if any(token.kind == "LEVEL_VERB" and token.text in words("CUMULATIVE") for token in tokens):
        traits.add("cumulative")
    return Surroundings(bases, basis, frozenset(traits), glued, carried)


def carried_base(clause: Clause, before: Token | None) -> Token | None:
    """Return what a clause says that the changes of the rest of the sentence are measured from: one that says only
    that (与上年相比，… 从环比看，…), else what was said before.
    """
    if clause.depth or clause.shape.numeric or "BASE" not in clause.shape.kinds:
        return before
    edges = {*words("VIEW_FROM"), *words("VIEW_TO")}
    named = [token for token in clause.tokens if token.kind == "BASE"]
    others = (token for token in clause.tokens if token.kind not in ("BASE", "PERIOD", "FROM"))
    return named[0] if all(token.text in edges for token in others) else before


def compared_from(text: str, tokens: Sequence[Token], position: int) -> int:
    """Return where the comparison opens that closes behind a number (与2010年（普查数）的40万人相比); where none does,
    the position of the number.
    """
    if not text.startswith(longest_first("COMPARED_BEHIND"), tokens[position].end):
        return position
    opens = longest_first("COMPARED_FROM")
    behind = (at for at in range(position - 1, -1, -1) if tokens[at].text.startswith(opens))
    return next(behind, position)


def than_of(text: str, tokens: Sequence[Token], position: int) -> str:
    """Return the period whose value a number is, because 比 and the period, or 上年同期, stand right before it, or a
    comparison closes behind it.
    """
    opens = compared_from(text, tokens, position)
    if opens < position:
        dated = (token.text for token in tokens[opens:position] if token.kind in ("PERIOD", "DATE"))
        return next(dated, "") or _compared_with(tokens[opens].text) or tokens[opens].text
    before = tokens[position - 1] if position else None
    if before is not None and before.kind == "LEVEL_VERB" and position > 1:
        before = tokens[position - 2]
    if before is not None and before.kind == "PERIOD" and before.text in words("EARLIER_PERIOD"):
        return before.text
    return _compared_with(before.text) if before is not None and before.kind == "BASE" else ""


@lru_cache(maxsize=16384)
def _compared_with(base: str) -> str:
    """Return the period in words for what changes are measured from (比上年), empty if none stands behind the 比."""
    named = next((base[len(word) :] for word in words("THAN") if base.startswith(word)), "")
    return next((token.text for token in scan(named) if token.kind == "PERIOD" and not token.start), named)


def shared_unit(run: Sequence[Token]) -> str:
    """Return the multiplier and unit that a run of bare numbers shares with its last member:
    48.47、51.50、39.07亿元.
    """
    bare = all(token.text.replace(".", "").replace(",", "").isdigit() for token in run[:-1])
    return run[-1].text.lstrip("0123456789.,- ") if bare else ""


def rest_of_points(tokens: Sequence[Token], position: int) -> str:
    """Return what a fraction that counts 个 leaves to the points after it (扩大0.4个和0.3个百分点)."""
    text = tokens[position].text
    if not text.endswith(longest_first("PIECE_OF")) or "." not in text:
        return ""
    pieces = [(piece, rest) for piece, rest in words("PIECE_OF").items() if text.endswith(piece)]
    after = next((token.text for token in tokens[position + 1 :] if token.kind in NUMERIC_KINDS), "")
    return next((rest for piece, rest in pieces if after.endswith(f"{piece}{rest}")), "")
