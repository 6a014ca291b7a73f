"""The sole user of lark and the sole reader of the word lists.

A section `[NAME]` of grammar/words/*.txt is a terminal of that name in every grammar; its optional second column is the
value of the word. Unit words come from grammar/units.txt as the terminal UNIT. Words live nowhere else.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from checker.errors import GrammarError
from checker.keeping import kept
from checker.resources import grammar_home
from checker.units import definitions, unit_words

if TYPE_CHECKING:
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

END = "$END"
"""The terminal at the end of a text."""
FEW_BRANCHES = 40
"""How many alternatives of a word list are tried one after the other."""


@cache
def word_lists() -> Mapping[str, Mapping[str, str]]:
    """Return every section of the word lists: name → {word: value, empty if it has none}.

    \\# is a sign, # a comment, ␣ a space; [+NAME] goes on with a section of another file.

    Raises:
        GrammarError: a word stands before any section, or a section is opened twice.
    """
    return dict(kept("words", state(), _sections))


def _sections() -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, str]] = {}
    for path in sorted((grammar_home() / "words").glob("*.txt")):
        section: dict[str, str] | None = None
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            if text.startswith("["):
                section = _open_section(lists, text.strip("[]"), f"{path.name}:{number}")
            elif section is None:
                raise GrammarError(f"word {text!r} stands in no section", place=f"{path.name}:{number}")
            else:
                word, _, value = text.partition(" ")
                section[word.replace("\\n", "\n").replace("\\#", "#").replace("␣", " ")] = value.strip()
    for name in [name for name in lists if name.startswith("+")]:
        lists[name[1:]].update(lists.pop(name))
    return lists


def _open_section(lists: dict[str, dict[str, str]], name: str, place: str) -> dict[str, str]:
    if name in lists:
        raise GrammarError(f"section [{name}] is opened twice", place=place)
    return lists.setdefault(name, {})


@cache
def words(section: str) -> Mapping[str, str]:
    """Return one section of the word lists."""
    return word_lists()[section]


@cache
def values(section: str) -> Mapping[str, Fraction]:
    """Return the numeric values of one section's words."""
    return {word: Fraction(value) for word, value in words(section).items()}


def any_of(choices: Iterable[str]) -> str:
    """Return a regular expression for the longest of `choices`, factored by common beginnings.

    A word that begins or ends in a Latin letter is no part of a longer one.
    """
    trie: dict[str, Any] = {}
    for word in choices:
        node = trie
        for sign in word:
            node = node.setdefault(sign, {})
        node[""] = {}
    return _factored(trie, begins=True)


def _factored(node: dict[str, Any], *, begins: bool = False, latin: bool = False) -> str:
    branches: dict[str, list[str]] = {}
    for sign, below in sorted(node.items()):
        if sign:
            letter = sign.isascii() and sign.isalpha()
            rest = _factored(below, latin=letter)
            branches.setdefault(f"(?<![A-Za-z].){rest}" if begins and letter else rest, []).append(sign)
    alternatives = _grouped([(signs, _one_of(signs) + rest) for rest, signs in branches.items()])
    if "" in node:
        alternatives.append(r"(?![A-Za-z])" if latin else "")
    return alternatives[0] if len(alternatives) == 1 else f"(?:{'|'.join(alternatives)})"


def _grouped(branches: list[tuple[list[str], str]]) -> list[str]:
    """Put many alternatives in groups behind a test of the first sign: the engine tries them one after the other, and
    such a test takes longer than the first sign of an alternative.
    """
    if len(branches) <= FEW_BRANCHES:
        return [regex for _, regex in branches]
    size = 2 * math.isqrt(len(branches))
    groups = [branches[start : start + size] for start in range(0, len(branches), size)]
    return [
        f"(?={_one_of([sign for signs, _ in group for sign in signs])})(?:{'|'.join(regex for _, regex in group)})"
        for group in groups
    ]


def _one_of(signs: list[str]) -> str:
    escaped = ["\\n" if sign == "\n" else re.escape(sign) for sign in signs]
    return escaped[0] if len(escaped) == 1 else f"[{''.join(escaped)}]"


def _word_terminals(text: str) -> Iterator[str]:
    """Yield a terminal for each section that a grammar speaks of; NOT_A_UNIT becomes a test that none of its words
    stands there.

    A unit gives way to any other word that begins with it (大 to 大约).
    """
    lists = {**word_lists(), "UNIT": unit_words()}
    for name in sorted(set(re.findall(r"[A-Z][A-Z0-9_]+", text)) & set(lists)):
        words = _escaped(any_of(lists[name]))
        yield (
            f"{name}: /(?!{words})/"
            if name == "NOT_A_UNIT"
            else f"{name}: /{words}/"
            if name == "UNIT"
            else f"{name}.1: /{words}/"
        )


def _escaped(regex: str) -> str:
    return regex.replace("/", r"\/")


@cache
def source(*names: str) -> str:
    """Return the named grammar files joined, with the word lists that they use as terminals in front.

    It is made once for each state of the grammar.

    Raises:
        GrammarError: a file is missing.
    """
    return str(kept("+".join(names), state(), lambda: _joined(names)))


def _joined(names: Sequence[str]) -> str:
    try:
        parts = [(grammar_home() / f"{name}.lark").read_text("utf-8") for name in names]
    except OSError as problem:
        raise GrammarError(str(problem), place="grammar") from None
    text = "\n".join(parts)
    return "\n".join([*_word_terminals(text), text])


@cache
def state() -> str:
    """Return a hash of all that the grammars are made from: what the kept tables are keyed by."""
    home = grammar_home()
    files = sorted([*home.glob("*.lark"), *home.glob("*.txt"), *home.glob("words/*.txt")])
    text = "\0".join([*(path.read_text("utf-8") for path in files), definitions()])
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def build(*names: str) -> Lark:
    """Return lark's parser for the named grammar files. It takes long: what a start needs of it is kept as data.

    Raises:
        GrammarError: lark rejects the grammar.
    """
    from lark import Lark
    from lark.exceptions import LarkError

    try:
        return Lark(source(*names), parser="lalr", lexer="basic")
    except LarkError as problem:
        raise GrammarError(str(problem), place="+".join(names)) from None


def tables(*names: str) -> dict[str, Any]:
    """Return the LALR tables of the named grammar files, from the cache folder if they were made before.

    `states` has for each state what to do by symbol: go on in that state, or end the rule ~number. `rules` are
    [nonterminal, name, size, parts, one]: `parts` are the places that it keeps, each with whether what stands there has
    no name of its own, None where it keeps all as they are; `one` says that a single part stands for the whole.
    `terminals` is the alternation of all terminals, `ignored` those between tokens.
    """
    return dict(kept("tables", source(*names), lambda: _tables(build(*names))))


def _tables(lark: Lark) -> dict[str, Any]:
    table: Any = lark.parser.parser._parse_table
    numbers = {rule: number for number, rule in enumerate(lark.rules)}
    actions = {
        state: {symbol: _action(action, argument, numbers) for symbol, (action, argument) in by_symbol.items()}
        for state, by_symbol in table.states.items()
    }
    terminals = sorted(lark.terminals, key=_rank)
    actions[table.end_states["start"]][END] = table.start_states["start"]
    return {
        "states": [actions[state] for state in range(len(actions))],
        "start": table.start_states["start"],
        "rules": [_rule(rule) for rule in lark.rules],
        "terminals": "|".join(f"(?P<{one.name}>{one.pattern.to_regexp()})" for one in terminals),
        "ignored": list(lark.ignore_tokens),
    }


def _action(action: Any, argument: Any, numbers: Mapping[Rule, int]) -> int:
    return ~numbers[argument] if action.name == "Reduce" else int(argument)


def _rule(rule: Rule) -> list[Any]:
    symbols: Sequence[Any] = rule.expansion
    parts = [
        (place, not symbol.is_term and symbol.name.startswith("_"))
        for place, symbol in enumerate(symbols)
        if rule.options.keep_all_tokens or not (symbol.is_term and symbol.filter_out)
    ]
    whole = parts == [(place, False) for place in range(len(symbols))]
    name, one = str(rule.alias or rule.origin.name), rule.options.expand1 and not rule.alias
    return [rule.origin.name, name, len(symbols), None if whole else parts, one]


def _rank(terminal: TerminalDef) -> tuple[int, int, int, str]:
    """Return in which place of the alternation a terminal stands: the highest priority first, then the widest."""
    pattern = terminal.pattern
    return -terminal.priority, -pattern.max_width, -len(pattern.value), terminal.name


def shapes(*names: str) -> list[tuple[str, str]]:
    """Return (name, regular expression) of the terminals of a grammar that it gives a priority, highest first.

    The scanner is made of these: the grammar says what a token looks like, python only joins them.
    """
    chosen = [
        terminal for terminal in build(*names).terminals if terminal.priority and terminal.name not in word_lists()
    ]
    chosen.sort(key=lambda terminal: -terminal.priority)
    return [(terminal.name, terminal.pattern.to_regexp()) for terminal in chosen]


def token_words(*names: str) -> dict[str, str]:
    """Return word → kind for the sections of the word lists that a grammar uses as kinds of token."""
    lists = word_lists()
    kinds = (terminal.name for terminal in build(*names).terminals if terminal.name in lists)
    return {word: kind for kind in kinds for word in lists[kind]}


@cache
def terminals(*names: str) -> dict[str, str]:
    """Return terminal → regular expression of a grammar, from the cache folder if it was built before."""
    text = source(*names)
    return dict(kept("terminals", text, lambda: {one.name: one.pattern.to_regexp() for one in build(*names).terminals}))


def terminal(name: str, *names: str) -> str:
    """Return the regular expression of one terminal of a grammar.

    Raises:
        GrammarError: there is none of that name.
    """
    try:
        return terminals(*names)[name]
    except KeyError:
        raise GrammarError(f"terminal {name} is not defined", place="+".join(names)) from None
