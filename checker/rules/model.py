"""What a rule is once its file has been read. A rule matches one kind of group and says what must hold in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checker.finding import Certainty, Severity

ACROSS = "restated_elsewhere"
"""The kind of group whose members stand in several documents."""
Indicators = Mapping[str, Mapping[str, str | Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what the rule makes of it: nothing, or a finding at `quote`. `note` says why, `format` how to read.

    `beside` is the text of another document that is checked together with it.
    """

    text: str
    passes: bool
    quote: str = ""
    note: str = ""
    format: str = "text"
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. `match` is a kind of group, or names indicators: role → {field: names of the metric}, a list of names
    for as many of them as are stated; `within` says how far apart they may stand.

    `where`, `unless` and `expect` are expressions of grammar/expectations.lark; `at` is a path to what is underlined.
    """

    id: str
    title: Mapping[str, str]
    severity: Severity
    certainty: Certainty
    why: str
    match: str | Indicators
    expect: str
    message: Mapping[str, str]
    examples: tuple[Example, ...]
    path: Path
    where: str = ""
    unless: str = ""
    at: str = ""
    within: str = "passage"
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    source: str = ""
    preview: bool = False
    only_slips: str = ""
    """`any`: report only what one small slip in one number explains, where the numbers may not belong together;
    `swaps`: only swapped digits, a shifted point or a lost multiplier explain it; `lost`: only a lost multiplier."""

    @property
    def compares_documents(self) -> bool:
        """Whether the rule can find something only where documents are checked together."""
        return self.match == ACROSS

    @property
    def family(self) -> str:
        """The folder that the rule's file lies in: its place in the taxonomy."""
        return self.path.parent.name
