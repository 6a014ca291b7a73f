"""Hold rules against groups: match by kind, evaluate, and turn what is broken into findings with their evidence.

A rule that crashes on a group is one failure in the report and keeps no other rule from being held.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from checker.claims import UNSTATED, Claim, Fact, Group
from checker.errors import InternalError, RuleError
from checker.finding import Certainty, Evidence, Finding, Outcome, Severity, Verdict, fingerprint
from checker.ink import like
from checker.quantity import Interval
from checker.repair import MAGNITUDE, POINT, SWAP, Slip, propose, slips
from checker.rules.expectations import Abstention, Amount, Comparison, Scope, truth
from checker.rules.model import Rule

_MOST_EVIDENCE = 12
_GRADES = (list(Severity), list(Certainty))


@dataclass(frozen=True, slots=True)
class _Held:
    """A rule held against a group: the verdict, and the finding if it is broken."""

    verdict: Verdict
    finding: Finding | None = None


def evaluate(
    groups: Sequence[Group], rules: Sequence[Rule], text: str, lang: str = "zh"
) -> tuple[tuple[Finding, ...], tuple[Verdict, ...], tuple[str, ...]]:
    """Return findings in reading order, verdicts, and one line for each rule that crashed.

    `text` is the document's text, `lang` the language of messages (zh or en).
    """
    by_kind: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_kind[group.kind].append(group)
    verdicts: list[Verdict] = []
    findings: list[Finding] = []
    failures: dict[str, str] = {}
    for rule in rules:
        for group in _matches(rule, by_kind):
            try:
                held = _hold(rule, group, text, lang)
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, AssertionError, RuleError) as problem:
                failures.setdefault(rule.id, str(InternalError(f"{type(problem).__name__}: {problem}", place=f"rule {rule.id}")))
                continue
            if held:
                verdicts.append(held.verdict)
                if held.finding:
                    findings.append(held.finding)
    return _numbered(_once(findings), text), tuple(verdicts), tuple(failures.values())


def _matches(rule: Rule, by_kind: Mapping[str, Sequence[Group]]) -> Iterable[Group]:
    """Return the groups that a rule speaks of: those of its kind, or one for each passage that states all its indicators."""
    if isinstance(rule.match, str):
        return by_kind.get(rule.match, ())
    named = (_indicators(rule.match, passage) for passage in by_kind.get("passage", ()))
    return [group for group in named if group]


def _indicators(match: Mapping[str, Mapping[str, str]], passage: Group) -> Group | None:
    """Return the group of a passage's claims that a rule names, None if one is missing or could be several."""
    members: dict[str, Claim] = {}
    for role, wanted in match.items():
        field, name = next(iter(wanted.items()))
        found = [fact.fields[field] for fact in passage.members["facts"] if field in fact.fields and _is_named(fact, name)]
        if len(found) != 1:
            return None
        members[role] = found[0]
    return Group("indicators", passage.span, members, passage.traits)


def _is_named(fact: Fact, name: str) -> bool:
    """Tell whether a fact's subject is an indicator: the name itself, or the name after a place (全市常住人口)."""
    subject = "" if fact.subject is UNSTATED else str(fact.subject)
    return any(subject == one or subject.endswith(one) for one in name.split("|"))


def _hold(rule: Rule, group: Group, text: str, lang: str) -> _Held | None:
    """Return what comes of a rule and a group, None where the rule does not apply."""
    guard = Scope(group)
    try:
        if rule.where and not truth(rule.where, guard):
            return None
        if rule.unless and truth(rule.unless, guard):
            return None
    except Abstention:
        return None
    scope = Scope(group)
    try:
        holds = truth(rule.expect, scope)
    except Abstention as unsure:
        return _Held(Verdict(rule.id, Outcome.NOT_CHECKED, _spans(scope), str(unsure)))
    if holds:
        return _Held(Verdict(rule.id, Outcome.HOLDS, _spans(scope) or (group.span,)))
    explanations = _explanations(rule, group, scope)
    if rule.only_slips and not explanations:
        return _Held(Verdict(rule.id, Outcome.NOT_CHECKED, _spans(scope), "no single slip explains the difference"))
    finding = _finding(rule, group, scope, text, lang)
    members = tuple(dict.fromkeys((finding.at.span, *_spans(scope))))
    return _Held(Verdict(rule.id, Outcome.BROKEN, members, arithmetic=finding.arithmetic), finding)


def _explanations(rule: Rule, group: Group, scope: Scope) -> list[tuple[Claim, Slip]]:
    """Return each claim with each small slip in it that, undone, would make the relation hold."""
    if not rule.only_slips:
        return []
    found = []
    for claim in scope.used:
        for slip in slips(claim):
            if rule.only_slips == "swaps" and slip.kind not in (SWAP, POINT, MAGNITUDE):
                continue
            try:
                if truth(rule.expect, Scope(_with_claim(group, claim, slip.claim))):
                    found.append((claim, slip))
            except Abstention:
                continue
    return found


def _with_claim(group: Group, old: Claim, new: Claim) -> Group:
    def swap(member: Any) -> Any:
        match member:
            case Claim():
                return new if member is old or member == old else member
            case Fact():
                return replace(member, fields={name: swap(claim) for name, claim in member.fields.items()})
            case tuple():
                return tuple(swap(one) for one in member)
        return member

    return replace(group, members={name: swap(member) for name, member in group.members.items()})


def _spans(scope: Scope) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(claim.span for claim in scope.used))


# ---------------------------------------------------------------- findings
def _finding(rule: Rule, group: Group, scope: Scope, text: str, lang: str) -> Finding:
    broken = next((comparison for comparison in scope.comparisons if not comparison.holds), None)
    stated, computed = _sides(broken)
    at = _primary(rule, group, stated, scope)
    others = [claim for claim in scope.used if claim.span != at.span] or [
        claim for member in group.members.values() for claim in _claims(member) if claim.span != at.span
    ]
    evidence = tuple(Evidence(claim.span, _label(rule, scope.used.get(claim, ""), group, claim, lang)) for claim in others)
    shown = _shown(stated, computed, broken)
    message = _message(rule.message.get(lang) or rule.message["zh"], group, {**shown, "difference": shown.get("difference", "")})
    return Finding(
        rule=rule.id,
        title=rule.title.get(lang) or rule.title["zh"],
        message=message,
        severity=rule.severity,
        certainty=rule.certainty,
        at=Evidence(at.span, _label(rule, scope.used.get(at, ""), group, at, lang)),
        because=evidence[:_MOST_EVIDENCE],
        arithmetic=shown.get("arithmetic", ""),
        stated=shown.get("stated", ""),
        computed=shown.get("computed", ""),
        allowance=shown.get("allowance", ""),
        repair=_repair(stated, computed, broken) or _given_repair(group),
    )


def _given_repair(group: Group) -> str:
    repairs = group.members.get("repairs", "")
    return repairs if isinstance(repairs, str) else ""


def _sides(comparison: Comparison | None) -> tuple[Amount | None, Amount | None]:
    """Return the side that the report states and the side that is computed, None where a side is no number."""
    if comparison is None or not isinstance(comparison.left, Amount) or not isinstance(comparison.right, Amount):
        return None, None
    if comparison.right.claim is not None or comparison.left.claim is None:
        return comparison.right, comparison.left
    return comparison.left, comparison.right


def _primary(rule: Rule, group: Group, stated: Amount | None, scope: Scope) -> Claim:
    """Return the claim that is underlined: the one that `at` names, the stated side, or the first claim of the group."""
    named = _at_path(group, rule.at.split(".")) if rule.at else []
    if named:
        return named[0]
    if stated and stated.claim:
        return stated.claim
    return next(iter(scope.used), None) or next(claim for member in group.members.values() for claim in _claims(member))


def _at_path(group: Group, names: Sequence[str]) -> list[Claim]:
    member = group.members.get(names[0])
    facts = member if isinstance(member, tuple) else (member,)
    if len(names) > 1:
        facts = tuple(fact.fields.get(names[1]) for fact in facts if isinstance(fact, Fact))
    return [claim for fact in facts for claim in _claims(fact)]


def _claims(member: Any) -> Iterator[Claim]:
    match member:
        case Claim():
            yield member
        case Fact():
            yield from member.fields.values()
        case tuple():
            for one in member:
                yield from _claims(one)


def _label(rule: Rule, path: str, group: Group, claim: Claim, lang: str) -> str:
    role = path.split(".")[0] or next((name for name, member in group.members.items() if claim in list(_claims(member))), "")
    label = rule.labels.get(path) or rule.labels.get(role)
    return (label.get(lang) or label.get("zh", "")) if label else ""


# ---------------------------------------------------------------- arithmetic in words
def _shown(stated: Amount | None, computed: Amount | None, broken: Comparison | None) -> dict[str, str]:
    if stated is None or computed is None or broken is None:
        return {}
    value, model = computed.interval.middle, stated.claim
    if model is None:
        written, shown, difference = stated.ink, _decimal(value), _decimal(abs(value - stated.interval.middle))
    else:
        written = stated.ink
        more = 1 if like(model, value) == like(model, stated.interval.middle) else 0
        signed = stated.interval.middle < 0 or value < 0
        shown = like(model, value, signed=signed, more=more)
        difference = like(model, value - stated.interval.middle, signed=False, more=more)
    sign = {"=": "≠", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}.get(broken.sign, "≠")
    if broken.left is stated:
        sign = {">": "<", "<": ">", "≥": "≤", "≤": "≥"}.get(sign, sign)
    calculation = computed.ink if computed.compound else ""
    arithmetic = f"{calculation} = {shown} {sign} {written}" if calculation else f"{computed.ink} {sign} {written}"
    return {
        "stated": written.replace("−", "") if stated.claim else written,
        "computed": shown if not (stated.claim and stated.claim.direction < 0) else shown.replace("−", ""),
        "difference": difference,
        "arithmetic": arithmetic,
        "allowance": _allowance(stated, computed),
    }


def _allowance(stated: Amount, computed: Amount) -> str:
    """Return how far rounding alone could carry the two sides apart, in the stated side's unit."""
    width = sum((_half(amount.interval) for amount in (stated, computed)), Fraction(0))
    if stated.claim is None:
        return _decimal(width)
    return like(stated.claim, width, signed=False, more=2)


def _half(interval: Interval) -> Fraction:
    return (interval.high - interval.low) / 2 if interval.low is not None and interval.high is not None else Fraction(0)


def _decimal(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.4g}"


def _repair(stated: Amount | None, computed: Amount | None, broken: Comparison | None) -> str:
    if stated is None or computed is None or broken is None or broken.sign != "=" or stated.claim is None:
        return ""
    return propose(stated.claim, computed.interval)


def _message(template: str, group: Group, shown: Mapping[str, str]) -> str:
    """Fill a message's {…}: what the arithmetic showed, and any path into the group."""
    parts = template.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        filled.append((shown[name] if name in shown else _words_for(group, name.split("."))) + rest)
    return "".join(filled)


def _words_for(group: Group, names: Sequence[str]) -> str:
    member = group.members.get(names[0])
    if isinstance(member, Fact) and names[-1] == "subject":
        return "" if member.subject is UNSTATED else str(member.subject)
    if isinstance(member, str):
        return member
    if isinstance(member, Fraction):
        return _decimal(member)
    return "、".join(claim.measure.written for claim in _at_path(group, names))


# ---------------------------------------------------------------- order
def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Keep one finding for each underlined place and set of evidence: the most severe, then the surest."""
    kept: dict[Any, Finding] = {}
    for finding in findings:
        key = (finding.at.span, frozenset(evidence.span for evidence in finding.because))
        if key not in kept or _grade(finding) < _grade(kept[key]):
            kept[key] = finding
    return sorted(kept.values(), key=lambda finding: (finding.at.span, finding.rule))


def _grade(finding: Finding) -> tuple[int, int]:
    return _GRADES[0].index(finding.severity), _GRADES[1].index(finding.certainty)


def _numbered(findings: Sequence[Finding], text: str) -> tuple[Finding, ...]:
    """Give each finding its fingerprint."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    numbered = []
    for finding in findings:
        quoted = finding.at.span.of(text)
        numbered.append(replace(finding, fingerprint=fingerprint(finding.rule, quoted, seen[finding.rule, quoted])))
        seen[finding.rule, quoted] += 1
    return tuple(numbered)


