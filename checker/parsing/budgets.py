"""What a budget is of: 收入预算 names what comes in, 年初预算 only that the amount was budgeted. Whether a number was
reached or only aimed at.
"""

from collections.abc import Sequence

from checker.claims import Kind, Place
from checker.parsing.grammar import words
from checker.parsing.memory import Draft, State
from checker.parsing.phrases import longest_first, trailing
from checker.parsing.statements import Statement

_PARTING = frozenset({"OF_WHICH", "INCLUDING", "EXCLUDING"})


def budgeted(name: str) -> str:
    """Return what a budget is of (年初收入预算 → 收入), empty where a name is no budget's."""
    budget = trailing(name, "BUDGET_OF")
    return f"{name.removesuffix(budget)}{words('BUDGET_OF')[budget]}" if budget else ""


def is_budget(name: str) -> bool:
    """Tell whether a name is only a word for a budget (年初预算)."""
    return name in words("BUDGET_NAME")


def of_budget(name: str, before: str) -> str:
    """Return a mere word for a budget with what was spoken of before it (税收收入, 年初预算 → 税收收入年初预算)."""
    if not before or not is_budget(name):
        return name
    return f"{before.removesuffix(trailing(before, 'BUDGET_NAME'))}{name}"


def reaches(statement: Statement) -> bool:
    """Tell whether a verb says that an amount was reached (完成5亿元), not only that it is (为5亿元)."""
    return bool(statement.verb) and statement.verb not in words("BEING")


def settle_aim(
    state: State, drafts: Sequence[Draft], statement: Statement, place: Place, own: str, *, budget: bool
) -> bool:  # fmt: skip
    """Tell whether a number was only aimed at: it is a budget's, or a part of what was aimed at. Of a whole, keep in
    mind whether it was.
    """
    reached = reaches(statement)
    if statement.marks & _PARTING:
        state.parts = state.whole_of(statement.claim, drafts), state.aimed
    of = own or ("" if statement.rule == "value" else state.subject)
    aimed = not reached and (budget or state.parts[1] or bool(budgeted(of)))
    amount = statement.rule in ("value", "arrival") or is_budget(own)
    if amount and not place.depth and (reached or state.parts == ("", False)):
        state.aimed = aimed
    return aimed


def completed_of(statement: Statement, own: str) -> str:
    """Return what a share is completed of (完成预算的98%), empty where a number tells no such thing."""
    if "LEVEL_VERB" not in statement.marks or statement.claim.kind not in (Kind.SHARE, Kind.MULTIPLE):
        return ""
    return own[:-1] if own.endswith(longest_first("POSSESSIVE")) else own if is_budget(own) else ""
