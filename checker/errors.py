"""Everything that can go wrong, typed by whose fault it is: the document's, a rule's, the grammar's, the user's call.

Each error renders itself as one line, `place: what is wrong`, and is never confused with a finding.
"""


class CheckerError(Exception):
    """Something kept the checker from doing its work; `place` says where, as path, path:line or path:line:column."""

    def __init__(self, message: str, *, place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class DocumentError(CheckerError):
    """A document cannot be read: missing, empty, binary, too large, undecodable or damaged."""


class RuleError(CheckerError):
    """A rule file is wrong; `place` names the file, line and column."""


class GrammarError(CheckerError):
    """A grammar, word list or unit file is wrong."""


class ConfigurationError(CheckerError):
    """An option or a configuration file is wrong."""


class InternalError(CheckerError):
    """The checker itself failed; `place` names the rule or stage that did."""
