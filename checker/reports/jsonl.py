"""The report as JSON lines, for streams: one object a finding, document and failure, told apart by `type`."""

import json
from collections.abc import Sequence

from checker.finding import Report
from checker.reports import Failure, Style
from checker.reports.json import coverage, finding_record


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return each document's findings, one a line, followed by a line on the document itself; failures last."""
    records: list[dict[str, object]] = []
    for report in reports:
        document = report.document
        head = {"type": "finding", "path": document.path}
        records += [head | finding_record(document, finding) for finding in report.findings]
        records.append(head | {"type": "document", **coverage(report), "notes": list(document.unread)})
    records += [{"type": "failure", **failure._asdict()} for failure in failures]
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
