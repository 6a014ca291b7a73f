"""What the headings above a place say of it: which period and which fund is spoken of, and whether of
plans or of results.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from checker.claims import UNSTATED, Kind, Stated
from checker.parsing.dating import first_number, first_period, last_lasting, periods_of, year_of
from checker.parsing.funds import fund_named
from checker.parsing.grammar import words
from checker.parsing.phrases import all_named, longest_first, metric_name, names_any
from checker.parsing.prose import NAMING, Sentence
from checker.parsing.scanning import scan
from checker.source import Block

_NAMED_BY = NAMING | {"ENUMERATOR"}
_SAID_BY = ("PLAN_HEADING", "RESULT_HEADING")
_PART = 0
"""The level of the heading of a part."""
_LONGEST_LINE = 30
"""How long a line may be that is a heading by its words alone."""
_OPENS_LIST = {"COLON": "ANNOUNCED"}
"""Which words say that a list begins behind a clause, by the sign that ends it."""


@dataclass
class Outline:
    """The headings that are open at a point of the text; `title` is the period that the title names, `given` the year
    in which a work report is given, `second` the year that a heading names beside a longer stretch
    (“十四五”时期和2025年工作回顾).
    """

    title: Stated
    given: int = 0
    period: Stated = field(init=False)
    plan: bool = False
    headings: list[Block] = field(default_factory=list)
    periods: dict[Block, Stated] = field(default_factory=dict)
    earliest: dict[int, int] = field(default_factory=dict)
    plans: set[Block] = field(default_factory=set)
    second: tuple[Block, str] | None = None
    fund: str = ""
    funds: dict[Block, str] = field(default_factory=dict)
    extents: dict[Block, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.period = self.title

    def enter(self, heading: Block, text: str, sentences: Sequence[Sentence]) -> None:
        """Take in a heading: it closes its equals, sets period and fund, says whether plans or results follow."""
        if heading.kind != "heading" and any(outer.kind == "heading" for outer in self.headings):
            heading = replace(heading, level=1)
        if _opens_part(heading.span.of(text)):
            heading = replace(heading, level=_PART)
        self.headings = [outer for outer in self.headings if outer.level < heading.level] + [heading]
        named = [period for period in periods_of(sentences) if period not in words("THIS_PERIOD")]
        self.periods[heading] = next(iter(named), UNSTATED)
        if named and not year_of(named[0]):
            self.second = next(((heading, year) for year in named[1:] if year_of(year)), self.second)
        self._look_up()
        self.funds[heading] = fund_named(heading.span.of(text))
        self.extents[heading] = all_named(heading.span.of(text), "EXTENT")
        self.fund = self._fund()
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

    def turn(self, sentences: Sequence[Sentence]) -> None:
        """Take in how a paragraph opens: with the year that a heading named second, it begins that year's part."""
        if self.second is None or self.second[0] not in self.headings or not sentences:
            return
        heading, year = self.second
        opening = first_period(sentences[:1], first_number(sentences[0]))
        if opening == year or (opening in words("THIS_YEAR") and year_of(year) == self.given):
            self.periods[heading], self.second = year, None
            self._look_up()

    def announce(self, text: str, sentences: Sequence[Sentence]) -> None:
        """Take in how a paragraph ends: where it says that what follows was done, or will be (主要做了以下工作：), that
        holds for the rest of the chapter, and so does its period where no year is known.
        """
        clauses = reversed(sentences[-1].clauses) if sentences else ()
        ending = next((clause for clause in clauses if clause.tokens), None)
        if ending is None:
            return
        said = ending.span.of(text)
        opening = names_any(said, _OPENS_LIST.get(ending.closed_by, "LISTED_BELOW"))
        if not opening or any(one.claim.kind is not Kind.COUNT for one in sentences[-1].statements):
            return
        chapter, period = self.headings[-1:], last_lasting(sentences)
        done, planned = (names_any(said, name) for name in ("ANNOUNCED_DONE", "ANNOUNCED_PLAN"))
        turned = planned and not done and not self.plan and period is not UNSTATED
        if turned or self.period is UNSTATED or (year_of(period) and not year_of(self.period)):
            self.title = self.title if chapter else period
            self.periods.update(dict.fromkeys(chapter, period))
            self._look_up()
        if done or planned:
            self.plan = not done
            self.plans.update(chapter if planned else ())

    def _look_up(self) -> None:
        stated = (self.periods[outer] for outer in reversed(self.headings))
        self.period = next((period for period in stated if period is not UNSTATED), self.title)

    def _fund(self) -> str:
        """Return the fund that the headings name, with the word for whose it is where one of them says just one."""
        inner = self.headings[::-1]
        fund = next((fund for heading in inner if (fund := self.funds[heading])), "")
        extents = next((extents for heading in inner if (extents := self.extents[heading])), [])
        return f"{extents[0]}{fund}" if fund and len(extents) == 1 else fund

    def _is_ahead(self, heading: Block, own: str) -> bool:
        """Tell whether a heading names the work of a later year than one beside it (2025年主要工作, 2026年主要工作), or
        of the year in which the report is given.
        """
        year = year_of(self.periods[heading])
        earliest = self.earliest.get(heading.level, year)
        if year:
            self.earliest[heading.level] = min(earliest, year)
        later = earliest < year and own.endswith(tuple(words("WORK_HEADING")))
        ahead = later or (0 < self.given <= year and not names_any(own, "RESULT_HEADING"))
        if ahead:
            self.plans.add(heading)
        return ahead


def _opens_part(line: str) -> bool:
    """Tell whether a heading is that of a part, above the chapters whose numbers begin anew in it (第三部分)."""
    own = line.lstrip()
    first = next(iter(scan(own, 0, _LONGEST_LINE)), None)
    if first is None or first.kind != "ORDINAL" or first.start:
        return False
    return own.startswith(longest_first("PART_WORD"), first.end)


def is_headline(block: Block, text: str, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a line is a heading, if only by its words: it begins with a period and names the plans or results of
    one year (2025年工作回顾), or ends the report (名词解释).
    """
    own = block.span.of(text).strip()
    if own in words("CLOSING_HEADING"):
        return True
    if block.kind == "heading" or len(own) > _LONGEST_LINE or own.endswith((*words("STOP"), *words("COLON"))):
        return block.kind == "heading"
    opens = sentences[0].clauses[0].tokens[:1] if sentences and sentences[0].clauses else ()
    if not any(token.kind == "PERIOD" and not text[block.span.start : token.start].strip() for token in opens):
        return False
    one_year = len({year_of(period) for period in periods_of(sentences)} - {0}) < 2
    named = any(names_any(own, name) for name in _SAID_BY) or own.endswith(tuple(words("WORK_HEADING")))
    return one_year and named and not any(sentence.statements for sentence in sentences)


def topic_of(sentence: Sentence) -> str:
    """Return what an item of a list names before it says anything (——农林水支出。完成5亿元), empty where a sentence is
    no such name.
    """
    spoken = [clause for clause in sentence.clauses if clause.tokens]
    if len(spoken) != 1 or spoken[0].shape.numeric or not spoken[0].shape.kinds <= _NAMED_BY:
        return ""
    first = spoken[0].tokens[0]
    if first.kind != "ENUMERATOR" and not first.text.startswith(longest_first("EDGE_SIGN")):
        return ""
    name = metric_name("".join(token.text for token in spoken[0].tokens if token.kind not in ("ENUMERATOR", "PERIOD")))
    return "" if name.startswith(longest_first("DOING")) else name
