"""What a reader has in mind at a point of the text, and the facts that are being gathered from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.claims import UNSTATED, Claim, Place, Stated
from checker.parsing.naming import in_place
from checker.parsing.outline import Outline
from checker.source import Span


@dataclass
class Draft:
    """A fact while its claims are being gathered."""

    subject: str
    span: Span
    place: Place
    marks: frozenset[str]
    fields: dict[str, Claim] = field(default_factory=dict)


@dataclass
class State:
    """What the reader has in mind at a point of the text.

    `fund` is what bare heads are of, `funds` what the sentence names: of several none holds on behind the full stop.
    `aimed` is whether the last whole is an aim, `parts` the whole whose parts are told and whether it is one.
    """

    outline: Outline
    subject: str = ""
    lead: str = ""
    fund: str = ""
    funds: frozenset[str] = frozenset()
    run: list[int] = field(default_factory=list)
    whole: str = ""
    parted: str = ""
    measured: str = ""
    period: Stated = UNSTATED
    fact: int = -1
    outer: tuple[str, int, tuple[str, bool]] | None = None
    last: tuple[str, Claim] | None = None
    aimed: bool = False
    parts: tuple[str, bool] = "", False

    def at_depth(self, depth: int) -> None:
        """Keep in mind what a bracket interrupts, to go on with it behind (收入52亿元（含东区8亿元），增长3%)."""
        if depth and self.outer is None:
            self.outer = self.subject, self.fact, self.parts
        elif not depth and self.outer is not None:
            (self.subject, self.fact, self.parts), self.outer = self.outer, None

    def whole_around(self, depth: int) -> str:
        """Return the name that a side tells a part of: what a bracket stands behind, or what 其中 parted."""
        return self.outer[0] if depth and self.outer and self.outer[0] else self.parted

    def whole_of(self, part: Claim, drafts: Sequence[Draft]) -> str:
        """Return the name of what a part is of, empty where what was spoken of is measured in something else."""
        fields = drafts[self.fact].fields.values() if self.fact >= 0 else ()
        same = any(claim.measure.unit.dimension == part.measure.unit.dimension for claim in fields)
        return in_place(self.subject, self.parts[0]) if same else ""

    def speak_of(self, fund: str) -> None:
        """Take in the fund that a name begins with; a shorter name of the one that is spoken of changes nothing."""
        if fund and not self.fund.endswith(fund):
            self.fund, self.funds = fund, self.funds | {fund}
