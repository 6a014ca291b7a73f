"""Which numbers the wording ties together. Each module finds the groups of one family.

None knows what must hold between them: rules say what must agree, the engine holds it against the groups found here.
"""

from checker.claims import Group
from checker.context import Reading
from checker.source import Document
from checker.ties import (
    averages,
    balances,
    bounds,
    breakdowns,
    calendar,
    changes,
    damage,
    fellows,
    itemised,
    lists,
    numbering,
    opening,
    packages,
    periods,
    ranks,
    references,
    restatements,
    series,
    shaped,
    shares,
    singles,
    structures,
    style,
    tables,
    tallies,
    tiers,
)


def tie(document: Document, reading: Reading) -> tuple[Group, ...]:
    """Return every group of facts and claims that rules may match, in no particular order."""
    text = document.normal
    wholes = tuple(breakdowns.find(reading))
    return (
        *series.find(reading),
        *singles.find(reading),
        *changes.find(reading),
        *wholes,
        *balances.find(text, reading),
        *itemised.find(reading),
        *lists.find(text, reading),
        *numbering.find(document, reading),
        *opening.find(document, reading),
        *packages.find(reading),
        *periods.find(reading),
        *restatements.find(reading),
        *damage.find(text, reading),
        *shares.find(reading, wholes),
        *fellows.find(reading),
        *structures.find(reading, wholes),
        *tables.find(reading),
        *tallies.find(text, reading),
        *tiers.find(reading),
        *averages.find(reading),
        *bounds.find(document, reading),
        *calendar.find(document, reading),
        *ranks.find(document, reading),
        *references.find(document, reading),
        *style.find(document, reading),
        *shaped.find(document),
    )


__all__ = ["tie"]
