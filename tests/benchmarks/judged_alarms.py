"""Hold every error and warning on a folder of reports against what a person judged of it.

    python tests/benchmarks/judged_alarms.py CORPUS

CORPUS is a folder of published reports, which are no part of this project. tests/claims/alarms.csv has a line for each
error and warning that was raised on them: document, offset in Document.text, rule, severity, the number underlined, the
verdict (true, false, or unclear: only the authors can tell) and the reason. Prints what was not judged yet and what is
no longer raised. Ends with 1 where an alarm was not judged, fewer than 90 % of the errors or 70 % of the warnings are
true, with 2 where a document could not be checked.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from checker.finding import Finding, Report
from checker.reports import Failure
from checker.run import Settings, check_paths, find_documents

JUDGED = Path(__file__).resolve().parent.parent / "claims" / "alarms.csv"
TARGETS = {"error": 0.9, "warning": 0.7}

Key = tuple[str, str, str]
"""Document, rule, and the number underlined."""


def judged() -> dict[Key, Mapping[str, str]]:
    """Return the judgements."""
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        return {(row["document"], row["rule"], row["text"]): row for row in csv.DictReader(lines)}


def alarms(folder: Path) -> Iterator[tuple[Key, Finding] | Failure]:
    """Yield each error and warning in the documents of a folder, and each document that was not checked."""
    found = list(find_documents([str(folder)], "en"))
    yield from (each for each in found if isinstance(each, Failure))
    for result in check_paths([each for each in found if isinstance(each, Path)], Settings()):
        if isinstance(result, Report):
            name = Path(result.document.path).relative_to(folder).as_posix()
            for finding in result.findings:
                if str(finding.severity) in TARGETS:
                    yield (name, finding.rule, finding.at.span.of(result.document.text)), finding
        else:
            yield result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    known, tally, code = judged(), Counter[tuple[str, str]](), 0
    for each in alarms(parser.parse_args().corpus):
        if isinstance(each, Failure):
            print(f"not checked: {each.path}: {each.message}")
            code = 2
            continue
        key, finding = each
        verdict = known.pop(key, {"verdict": "not judged"})["verdict"]
        tally[str(finding.severity), verdict] += 1
        if verdict == "not judged":
            print(f"not judged: {key[0]} at {finding.at.span.start}: {key[1]} {key[2]!r}: {finding.message}")
            code = code or 1
    for name, rule, text in known:
        print(f"no longer raised: {name}: {rule} {text!r}")
    for severity, least in TARGETS.items():
        counts = {verdict: count for (graded, verdict), count in tally.items() if graded == severity}
        share = counts.get("true", 0) / max(1, sum(counts.values()))
        print(f"{severity}: {counts}, {share:.1%} true, at least {least:.0%} wanted")
        code = code or int(bool(counts) and share < least)
    return code


if __name__ == "__main__":
    sys.exit(main())
