"""Hold rules against groups: match by kind, evaluate, and turn what is broken into findings with their evidence.

A rule that crashes on a group is one failure in the report and keeps no other rule from being held.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from checker.claims import Claim, Fact, Group
from checker.errors import InternalError, RuleError
from checker.finding import Certainty, Evidence, Finding, Outcome, Severity, Verdict, fingerprint
from checker.repair import ALL, LIKELY, LOST, OF_DIGITS, Slip, likeliest, propose, reach, slips
from checker.rules.amounts import Amount, Reason, Unknown
from checker.rules.evaluation import Compared, Judgement, Scope, judge
from checker.rules.expectations import Path, parse
from checker.rules.matching import by_kind, matches
from checker.rules.messages import in_language, label, message, reason
from checker.rules.model import Rule
from checker.rules.showing import proof, show, sides_of
from checker.source import Span

MOST_EVIDENCE = 12
_GRADES = (list(Severity), list(Certainty))
_SLIPS = {"swaps": LIKELY, "lost": frozenset({LOST})}
"""The kinds of slip that a rule may ask for; any, if it names none of these."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A rule held against a group: the verdict, and the finding if it is broken."""

    verdict: Verdict
    finding: Finding | None = None


def evaluate(
    groups: Sequence[Group], rules: Sequence[Rule], text: str, lang: str = "zh"
) -> tuple[tuple[Finding, ...], tuple[Verdict, ...], tuple[str, ...]]:
    """Return findings in reading order, verdicts, and one line for each rule that crashed.

    `text` is the document's text, `lang` the language of messages (zh or en). What breaks two rules in the same places
    is one finding, of the graver rule.
    """
    index = by_kind(groups, rules)
    held: list[_Held] = []
    failures: dict[str, str] = {}
    for rule in rules:
        for group in matches(rule, index):
            try:
                held += _hold(rule, group, lang)
            except Exception as problem:
                failures.setdefault(rule.id, _failure(rule, problem))
    findings = _once(one.finding for one in held if one.finding)
    return _fingerprinted(findings, text), tuple(one.verdict for one in held), tuple(failures.values())


def _failure(rule: Rule, problem: Exception) -> str:
    said = problem.message if isinstance(problem, RuleError) else f"{type(problem).__name__}: {problem}"
    return str(InternalError(said, place=f"rule {rule.id}"))


# ---------------------------------------------------------------- one rule, one group
def _hold(rule: Rule, group: Group, lang: str) -> Iterator[_Held]:
    """Yield what comes of a rule and a group; nothing where the rule does not apply."""
    scope = Scope(group)
    applies = _applies(rule, scope)
    if applies.outcome is Outcome.BROKEN:
        return
    judgement = applies
    if applies.outcome is Outcome.HOLDS:
        scope = Scope(group)
        judgement = judge(parse(rule.expect), scope)
    match judgement:
        case Judgement(Outcome.NOT_CHECKED, _, unknown):
            why = reason(unknown, rule, lang) if unknown else ""
            yield _Held(Verdict(rule.id, Outcome.NOT_CHECKED, tuple(scope.used), why, says=_labels(rule, scope, lang)))
        case Judgement(Outcome.HOLDS, compared):
            arithmetic = proof(compared)
            members, says = tuple(scope.used) or (group.span,), _labels(rule, scope, lang)
            yield _Held(Verdict(rule.id, Outcome.HOLDS, members, arithmetic=arithmetic, says=says))
        case Judgement(Outcome.BROKEN, compared):
            yield _broken(rule, scope, compared, lang)


def _applies(rule: Rule, scope: Scope) -> Judgement:
    """Judge the guards of a rule, `where` before `unless`; HOLDS where it has none."""
    judgement = judge(parse(rule.where), scope) if rule.where else Judgement(Outcome.HOLDS)
    if rule.unless and judgement.outcome is Outcome.HOLDS:
        judgement = judge(parse(f"not ({rule.unless})"), scope)
    return judgement


def _broken(rule: Rule, scope: Scope, compared: Compared | None, lang: str) -> _Held:
    undone = list(_undone(rule, scope)) if rule.only_slips else []
    if rule.only_slips and not undone:
        why = reason(Unknown(Reason.NO_SINGLE_SLIP), rule, lang)
        return _Held(Verdict(rule.id, Outcome.NOT_CHECKED, tuple(scope.used), why, says=_labels(rule, scope, lang)))
    at = _underlined(rule, scope, compared)
    evidence = _evidence(scope, compared, at)
    shown = show(compared, at)
    finding = Finding(
        rule=rule.id,
        title=in_language(rule.title, lang),
        message=message(rule, scope, shown, lang),
        severity=rule.severity,
        certainty=rule.certainty,
        at=Evidence(at.span, _label(rule, scope, at, lang)),
        because=tuple(Evidence(claim.span, _label(rule, scope, claim, lang)) for claim in evidence),
        arithmetic=shown.arithmetic,
        stated=shown.stated,
        computed=shown.computed,
        allowance=shown.allowance,
        repair=_given_repair(scope.group) or _repair(compared, at, undone),
    )
    members = {at.span: finding.at.says} | dict(zip(scope.used, _labels(rule, scope, lang), strict=True))
    says = tuple(members.values())
    return _Held(Verdict(rule.id, Outcome.BROKEN, tuple(members), arithmetic=shown.arithmetic, says=says), finding)


# ---------------------------------------------------------------- places
def _underlined(rule: Rule, scope: Scope, compared: Compared | None) -> Claim:
    """Return the claim to underline: of those that `at` names the one that broke, the stated side, or the first."""
    named = list(_at(rule.at, scope.group))
    sides = sides_of(compared)
    if named:
        return next((claim for claim in named if claim in _deciding(compared)), named[0])
    if sides and sides.stated.claim:
        return sides.stated.claim
    return next((claim for claim, _ in scope.used.values()), None) or next(_claims(*scope.group.members.values()))


def _at(path: str, group: Group) -> Iterator[Claim]:
    """Yield the claims at a path; all of them where it stops at a fact."""
    scope = Scope(group)
    names = path.split(".")
    if path:
        scope.find(Path(tuple(names)))
        yield from (claim for claim, _ in scope.used.values())
        if not scope.used:
            yield from _claims(group.members.get(names[0])) if len(names) == 1 else ()


def _claims(*members: object) -> Iterator[Claim]:
    for member in members:
        match member:
            case Claim():
                yield member
            case Fact():
                yield from member.fields.values()
            case tuple():
                yield from _claims(*member)


def _deciding(compared: Compared | None) -> list[Claim]:
    """Return the claims of the comparison that broke the rule."""
    sides = (compared.left, compared.right) if compared else ()
    return [claim for side in sides if isinstance(side, Amount) for claim in side.claims]


def _evidence(scope: Scope, compared: Compared | None, at: Claim) -> list[Claim]:
    """Return what the underlined claim was held against: what decided, all that was spoken of, or the whole group."""
    used = [claim for claim, _ in scope.used.values()]
    for claims in (_deciding(compared), used, list(_claims(*scope.group.members.values()))):
        others = {claim.span: claim for claim in claims if claim.span != at.span}
        if others:
            return list(others.values())[:MOST_EVIDENCE]
    return []


def _labels(rule: Rule, scope: Scope, lang: str) -> tuple[str, ...]:
    return tuple(label(rule, path, lang) for _, path in scope.used.values())


def _label(rule: Rule, scope: Scope, claim: Claim, lang: str) -> str:
    used = scope.used.get(claim.span)
    if used:
        return label(rule, used[1], lang)
    members = scope.group.members.items()
    return next((label(rule, Path((name,)), lang) for name, member in members if claim in _claims(member)), "")


# ---------------------------------------------------------------- repair
def _repair(compared: Compared | None, at: Claim, undone: Sequence[Slip]) -> str:
    """Return what the underlined number should say; empty unless an equality tells."""
    sides = sides_of(compared, at)
    if compared is None or sides is None or compared.sign != "=":
        return ""
    slip = likeliest(slip for slip in undone if slip.claim.span == at.span)
    return slip or (propose(at, sides.computed.interval) if sides.stated.claim == at else "")


def _given_repair(group: Group) -> str:
    repairs = group.members.get("repairs", "")
    return repairs if isinstance(repairs, str) else ""


def _undone(rule: Rule, scope: Scope) -> Iterator[Slip]:
    """Yield each small slip in a claim that, undone, would make the relation hold."""
    kinds = _SLIPS.get(rule.only_slips, ALL)
    for claim, _ in scope.used.values():
        beyond = kinds & OF_DIGITS and not _holds(rule, scope, claim, reach(claim))
        tried = kinds - OF_DIGITS if beyond else kinds
        for slip in slips(claim):
            if slip.kind in tried and _holds(rule, scope, claim, slip.claim):
                yield slip


def _holds(rule: Rule, scope: Scope, claim: Claim, other: Claim) -> bool:
    """Tell whether a relation would hold if a claim read otherwise."""
    righted = Scope(_with_claim(scope.group, claim, other))
    return judge(parse(rule.expect), righted).outcome is Outcome.HOLDS


def _with_claim(group: Group, old: Claim, new: Claim) -> Group:
    def swap(member: object) -> object:
        match member:
            case Claim():
                return new if member == old else member
            case Fact():
                fields = {name: new if claim == old else claim for name, claim in member.fields.items()}
                return replace(member, fields=fields)
            case tuple():
                return tuple(swap(one) for one in member)
        return member

    return replace(group, members={name: swap(member) for name, member in group.members.items()})


# ---------------------------------------------------------------- order
def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Keep, in reading order, the gravest and surest finding of each underlined place and set of evidence."""
    kept: dict[tuple[Span, frozenset[Span]], Finding] = {}
    for finding in findings:
        key = (finding.at.span, frozenset(evidence.span for evidence in finding.because))
        if key not in kept or _grade(finding) < _grade(kept[key]):
            kept[key] = finding
    return sorted(kept.values(), key=lambda finding: (finding.at.span, finding.rule))


def _grade(finding: Finding) -> tuple[int, int]:
    return _GRADES[0].index(finding.severity), _GRADES[1].index(finding.certainty)


def _fingerprinted(findings: Sequence[Finding], text: str) -> tuple[Finding, ...]:
    seen: dict[tuple[str, str], int] = defaultdict(int)
    named = []
    for finding in findings:
        quoted = finding.at.span.of(text)
        named.append(replace(finding, fingerprint=fingerprint(finding.rule, quoted, seen[finding.rule, quoted])))
        seen[finding.rule, quoted] += 1
    return tuple(named)
