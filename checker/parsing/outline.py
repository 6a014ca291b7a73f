"""What the headings above a place say of it: which period is spoken of, and whether of plans or of results."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.claims import UNSTATED, Stated
from checker.parsing.dating import first_period, year_of
from checker.parsing.grammar import words
from checker.parsing.phrases import names_any
from checker.parsing.prose import Sentence
from checker.source import Block

_SAID_BY = ("PLAN_HEADING", "RESULT_HEADING")


@dataclass
class Outline:
    """The headings that are open at a point of the text; `title` is the period that the title names."""

    title: Stated
    period: Stated = field(init=False)
    plan: bool = False
    headings: list[Block] = field(default_factory=list)
    periods: dict[Block, Stated] = field(default_factory=dict)
    earliest: dict[int, int] = field(default_factory=dict)
    plans: set[Block] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.period = self.title

    def enter(self, heading: Block, text: str, sentences: Sequence[Sentence]) -> None:
        """Take in a heading: it closes its equals, sets the period, and says whether plans or results follow."""
        self.headings = [outer for outer in self.headings if outer.level < heading.level] + [heading]
        self.periods[heading] = first_period(sentences)
        stated = (self.periods[outer] for outer in reversed(self.headings))
        self.period = next((period for period in stated if period is not UNSTATED), self.title)
        own, above = heading.span.of(text).rstrip(), " ".join(outer.span.of(text) for outer in self.headings)
        ahead = self._is_ahead(heading, own)
        plan, result = (names_any(above, name) for name in _SAID_BY)
        planned, told = (
            min((own.index(word) for word in words(name) if word in own), default=len(own)) for name in _SAID_BY
        )
        plan = plan or not self.plans.isdisjoint(self.headings)
        if ahead or (planned < told and not own.endswith(tuple(words("RESULT_HEADING")))):
            self.plan = True
        elif told < len(own) or not plan or (result and not plan):
            self.plan = False

    def _is_ahead(self, heading: Block, own: str) -> bool:
        """Tell whether a heading names the work of a later year than one beside it (2025年主要工作, 2026年主要工作)."""
        year = year_of(self.periods[heading])
        earliest = self.earliest.get(heading.level, year)
        if year:
            self.earliest[heading.level] = min(earliest, year)
        ahead = earliest < year and own.endswith(tuple(words("WORK_HEADING")))
        if ahead:
            self.plans.add(heading)
        return ahead
