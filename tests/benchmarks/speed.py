"""Measure how fast reports are read and checked, on one core, in MB (UTF-8) a second.

    python tests/benchmarks/speed.py report FILE [--times 20] [--profile]
    python tests/benchmarks/speed.py lines [--signs 100000]
    python tests/benchmarks/speed.py growth [--most 8]
    python tests/benchmarks/speed.py rules FILE [--times 20]

`report` repeats a text so many times, as one document; the caches of readings start empty, as they do for a user.
`lines` are lines that nobody writes: what a byte of each costs, in bytes of a normal line. `growth` is one line of 1,
2, 4, 8 … MB. `rules` holds 20, 40, 80 … rules against one report. Garbage is collected as at the command line.
"""

import argparse
import cProfile
import gc
import pstats
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from checker.api import check, load_rules
from checker.cli import COLLECTED_AFTER
from checker.context import complete
from checker.engine import evaluate
from checker.parsing.quantities import quantities, read_quantity
from checker.parsing.scanning import scan
from checker.readers import read_bytes
from checker.readers.limits import Limits
from checker.source import Document, normalise
from checker.ties import tie

NORMAL = (
    "上半年，全县地区生产总值完成100.2亿元，可比增长6.1%，落后全市0.4个百分点；"
    "其中第三产业完成60.3亿元，增长2.5%，占比60.2%。要坚持稳中求进，推动各项工作再上新台阶，让群众得到更多实惠。"
)
LINES: dict[str, Callable[[int], str]] = {
    "digits": lambda signs: "1" * signs,
    "其中": lambda signs: "其中" * (signs // 2),
    "nested brackets": lambda signs: "（" * (signs // 2) + "）" * (signs // 2),
    "open brackets": lambda signs: "（1个" * (signs // 3),
    "items": lambda signs: "共有" + "、".join(["甲乙"] * (signs // 3)) + "等5个项目",
    "amounts": lambda signs: "、".join(["12.5亿元"] * (signs // 7)),
    "parts": lambda signs: "收入100亿元" + "，其中税收5亿元" * (signs // 8),
    "分别": lambda signs: "分别" * (signs // 2),
    "分别 with numbers": lambda signs: "甲、乙分别为1、2万元，" * (signs // 13),
    "亿万": lambda signs: "1" + "亿万" * (signs // 2),
    "numerals": lambda signs: "三" * signs,
    "quotes": lambda signs: "“" * signs,
    "quotes with digits": lambda signs: "“甲3" * (signs // 3),
    "titles": lambda signs: "《甲1" * (signs // 3),
    "rates": lambda signs: "增长5%，" * (signs // 5),
    "commas": lambda signs: "，" * signs,
    "stops": lambda signs: "。" * signs,
    "years": lambda signs: "2022年" * (signs // 5),
    "letters": lambda signs: "a" * signs,
    "one name": lambda signs: "甲" * signs + "5个",
    "item numbers": lambda signs: "一、甲\n" * (signs // 4),
}
UNLIMITED = Limits(text=1 << 30, numbers=1 << 30)
STEPS: dict[str, Callable[[Document], object]] = {
    "quantities": lambda document: quantities(document.normal),
    "claims": complete,
    "check": lambda document: check(document, load_rules()),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("report", "rules"):
        command = commands.add_parser(name)
        command.add_argument("file", type=Path)
        command.add_argument("--times", type=int, default=20)
    commands.choices["report"].add_argument(
        "--profile", action="store_true", help="say where the check spends its time"
    )
    commands.add_parser("lines").add_argument("--signs", type=int, default=100_000)
    commands.add_parser("growth").add_argument("--most", type=int, default=8, help="MB")
    given = vars(parser.parse_args())
    gc.set_threshold(COLLECTED_AFTER)
    {"report": report, "rules": rules, "lines": lines, "growth": growth}[given.pop("command")](**given)


def report(file: Path, times: int, *, profile: bool) -> None:
    """Print how fast each stage is on a text."""
    data = (file.read_bytes() + b"\n") * times
    document = read_bytes(data, file.name, limits=UNLIMITED)
    text, size = normalise(document.text), len(data) / 1e6
    _warm()
    print(f"{file.name} × {times}: {size:.2f} MB")
    stages: dict[str, Callable[[], object]] = {
        "scan": lambda: scan(text),
        "quantities": lambda: quantities(text),
        "claims with context": lambda: complete(document),
        "whole check": lambda: check(document, load_rules()),
    }
    for name, work in stages.items():
        print(f"{name:22s}{size / _seconds(work):7.2f} MB/s")
    if profile:
        with cProfile.Profile() as profiled:
            check(document, load_rules())
        pstats.Stats(profiled).sort_stats("tottime").print_stats(40)


def rules(file: Path, times: int) -> None:
    """Print what more rules cost, apart from what is done once for all of them."""
    document = read_bytes((file.read_bytes() + b"\n") * times, file.name)
    known = load_rules()
    reading = _seconds(lambda: complete(document))
    groups = tie(document, complete(document))
    for count in (20, 40, 80, len(known)):
        chosen = known[:: max(1, len(known) // count)][:count]
        seconds = _seconds(lambda chosen=chosen: evaluate(groups, chosen, document.text))  # type: ignore[misc]
        whole = _seconds(lambda chosen=chosen: check(document, chosen))  # type: ignore[misc]
        print(
            f"{count:4d} rules: reading {reading:.2f} s, holding the rules {seconds:.2f} s, whole check {whole:.2f} s"
        )


def lines(signs: int) -> None:
    """Print what a byte of each line costs, in bytes of a normal line of the same length."""
    _warm()
    normal = list(_costs(NORMAL * (signs // len(NORMAL))))
    print(f"{'':20s}" + "".join(f"{name:>12s}" for name in STEPS))
    for name, make in LINES.items():
        costs = [cost / usual for cost, usual in zip(_costs(make(signs)), normal, strict=True)]
        print(f"{name:20s}" + "".join(f"{cost:11.1f}×" for cost in costs))


def growth(most: int) -> None:
    """Print what a MB costs in one line of 1, 2, 4 … MB."""
    _warm()
    print(f"{'':8s}" + "".join(f"{name:>12s}" for name in STEPS) + "   MB/s")
    size = 1
    while size <= most:
        costs = _costs(NORMAL * (size * 1_000_000 // len(NORMAL.encode())))
        print(f"{size:5d} MB" + "".join(f"{1 / cost / 1e6:12.2f}" for cost in costs))
        size *= 2


def _costs(text: str) -> Iterator[float]:
    """Yield the seconds that a byte takes in each step."""
    data = text.encode()
    for work in STEPS.values():
        document = read_bytes(data, "line.txt", limits=UNLIMITED)
        document.normal  # noqa: B018 (made once, before the clock starts)
        yield _seconds(lambda work=work, document=document: work(document)) / len(data)  # type: ignore[misc]


def _warm() -> None:
    """Build what is built once a process, and forget what was read."""
    check(read_bytes(NORMAL.encode(), "line.txt"), load_rules())
    read_quantity.cache_clear()


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
