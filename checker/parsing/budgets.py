"""What a budget is of: 收入预算 names what comes in, 年初预算 only that the amount was budgeted."""

from checker.parsing.grammar import words
from checker.parsing.phrases import trailing


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
