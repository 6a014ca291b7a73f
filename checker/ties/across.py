"""The same fact in two documents of one publication: what both state under one exact key.

Two documents are believed to speak of the same facts where almost all that both state of their own is alike, beyond
chance; and so must the two tables, or the table and the text, that a pair of figures stands in. A headline figure
vouches for itself where nothing else differs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from checker.claims import Account, Entry, Group, Key, Kind
from checker.parsing.grammar import words
from checker.source import Span

_BEYOND_CHANCE = 6
"""Numbers that are alike in so many digits, taken together, are not so by chance."""
_ALIKE = 5
"""One mistake may be anywhere; of more, one in so many that are alike."""
Pair = tuple[Entry, Entry]


def find(here: Account, others: Sequence[tuple[str, Account]]) -> Iterator[Group]:
    """Yield `restated_elsewhere` for each fact that is stated in `here` and in one of the others, the first of them
    that speaks of the same things; the others go by their names.
    """
    met: set[Key] = set()
    for name, there in others:
        pairs = _shared(here, there)
        vouched = _vouched(pairs)
        for key in vouched or _headlines(pairs):
            if key in met:
                continue
            met.add(key)
            first, second = (entry.claim for entry in pairs[key])
            members = {"first": first, "second": second, "subject": first.metric, "document": name}
            traits = frozenset({"vouched"} if vouched else ())
            yield Group("restated_elsewhere", Span(*second.span), members, traits)


def _shared(here: Account, there: Account) -> Mapping[Key, Pair]:
    """Return what both state, (there, here); nothing where they speak for two different wholes."""
    if here.extent and there.extent and here.extent != there.extent:
        return {}
    return {key: (there.entries[key], entry) for key, entry in here.entries.items() if key in there.entries}


def _vouched(pairs: Mapping[Key, Pair]) -> list[Key]:
    """Return the keys under which two documents speak of the same facts, for all that they state alike.

    Only figures of their own vouch for them: what two cities say of the country is alike.
    """
    own = [pair for key, pair in pairs.items() if not key.whose]
    alike = [pair for pair in own if _meet(pair)]
    if len(alike) * 2 <= len(own) or not _sound(own) or sum(map(_digits, alike)) < _BEYOND_CHANCE:
        return []
    places: dict[tuple[int, int], list[Key]] = defaultdict(list)
    for key, (first, second) in pairs.items():
        places[first.table, second.table].append(key)
    return [*chain.from_iterable(keys for keys in places.values() if _sound([pairs[key] for key in keys]))]


def _headlines(pairs: Mapping[Key, Pair]) -> list[Key]:
    """Return the keys of headline amounts, where nothing else differs."""
    endings = tuple(words("HEADLINE"))
    apart = sum(not _meet(pair) for key, pair in pairs.items() if not key.whose)
    found = [key for key, (first, _) in pairs.items() if key.name.endswith(endings) and first.claim.kind is Kind.LEVEL]
    return found if apart <= 1 else []


def _sound(pairs: Collection[Pair]) -> bool:
    """Tell whether so few differ that those can be mistakes."""
    alike = sum(map(_meet, pairs))
    return len(pairs) - alike <= max(1, alike // _ALIKE)


def _meet(pair: Pair) -> bool:
    first, second = pair
    return first.claim.interval.meets(second.claim.interval)


def _digits(pair: Pair) -> int:
    """Return how many digits two numbers have in common that are alike."""
    return min(len("".join(filter(str.isdigit, one.claim.measure.written)).strip("0")) for one in pair)
