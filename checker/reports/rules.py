"""What the rules are, for the person who meets one: the list, the page of one rule, the outcome of their examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from checker.finding import Outcome
from checker.reports import Style
from checker.reports.terminal import cells, paint
from checker.reports.wording import say

if TYPE_CHECKING:
    from checker.finding import Report
    from checker.rules.model import Example, Rule

Tried = tuple["Rule", "Example", str | None]
"""A rule, one of its examples, and what was wrong with it if anything was."""


def render_list(rules: Sequence[Rule], style: Style) -> str:
    """Return one line a rule, sorted by id: id, severity, title."""
    width = max((cells(rule.id) for rule in rules), default=0)
    return "".join(_line(rule, width, style) for rule in sorted(rules, key=lambda rule: rule.id))


def render_rule(rule: Rule, style: Style) -> str:
    """Return the page of one rule: what it wants and why, what it lets pass, what it flags, how to ignore it."""
    lang, tint = style.lang, str(rule.severity)
    right, wrong, ignore = (paint(say(lang, key), "bold", style.color) for key in ("right", "wrong", "ignore"))
    lines = [f"{paint(rule.id, 'bold', style.color)}  {rule.title[lang]}"]
    lines += [f"{paint(say(lang, tint), tint, style.color)} · {say(lang, str(rule.certainty))}{_trial(rule, lang)}"]
    lines += ["", *rule.why.strip().splitlines()]
    lines += [f"{say(lang, 'source')}: {rule.source}"] if rule.source else []
    lines += ["", right, *_examples(rule, lang, passing=True)]
    lines += ["", wrong, *_examples(rule, lang, passing=False)]
    lines += ["", ignore, f"  <!-- checker: ignore[{rule.id}] {say(lang, 'reason')} -->"]
    lines += [f"  {say(lang, 'word_comment', text=f'checker: ignore[{rule.id}] ' + say(lang, 'reason'))}"]
    lines += [f'  checker.toml: ignore = ["{rule.id}"]']
    return "\n".join(lines) + "\n"


def render_tests(rules: Sequence[Rule], outcomes: Sequence[Tried], style: Style) -> str:
    """Return each example that came out otherwise than its rule says, the rules that lack a side, and the count."""
    lines = []
    for rule, example, problem in outcomes:
        if problem:
            lines += [f"{paint('✗', 'error', style.color)} {rule.id}: {example.text.strip()}", f"    {problem}"]
    for rule in rules:
        sides = {example.passes for example in rule.examples}
        missing = [key for key, side in (("right", True), ("wrong", False)) if side not in sides]
        lines += [f"{rule.id}: {say(style.lang, 'no_example', side=say(style.lang, key))}" for key in missing]
    failed = sum(1 for _, _, problem in outcomes if problem)
    lines.append(say(style.lang, "tested", rules=len(rules), examples=len(outcomes), failed=failed))
    return "".join(f"{line}\n" for line in lines)


def render_trial(rules: Sequence[Rule], reports: Sequence[Report], style: Style) -> str:
    """Return which rules never looked at anything in the documents, and how often the others held."""
    tally = Counter((verdict.rule, verdict.outcome) for report in reports for verdict in report.verdicts)
    decided = {rule.id: [tally[rule.id, outcome] for outcome in (Outcome.HOLDS, Outcome.BROKEN)] for rule in rules}
    unused = [rule for rule, counts in decided.items() if not any(counts)]
    holds, broken = (sum(counts) for counts in zip(*decided.values(), strict=True))
    numbers = {"documents": len(reports), "used": len(rules) - len(unused), "unused": len(unused)}
    lines = [*unused, say(style.lang, "tried_on", holds=holds, broken=broken, **numbers)]
    return "".join(f"{line}\n" for line in lines)


def _line(rule: Rule, width: int, style: Style) -> str:
    tint = str(rule.severity)
    severity = paint(say(style.lang, tint), tint, style.color)
    return f"{rule.id.ljust(width)}  {severity}  {rule.title[style.lang]}{_trial(rule, style.lang)}\n"


def _trial(rule: Rule, lang: str) -> str:
    return f" ({say(lang, 'preview')})" if rule.preview else ""


def _examples(rule: Rule, lang: str, *, passing: bool) -> Iterator[str]:
    for example in rule.examples:
        if example.passes is passing:
            lines = example.text.strip().splitlines()
            yield from (f"  {'·' if index == 0 else ' '} {line}" for index, line in enumerate(lines))
            note = [example.note.strip()] if example.note else []
            quoted = [say(lang, "flagged", text=example.quote)] if not passing and example.quote else []
            if note or quoted:
                yield f"      ← {'; '.join([*quoted, *note])}"
