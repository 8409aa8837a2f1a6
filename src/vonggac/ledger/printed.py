"""A printed line, typed again by a person: is the ledger still the one that it was printed from (FORMATS §7.3)?"""

import re
from dataclasses import dataclass

from vonggac.ledger.checkpoints import Checkpoint, printed_check, printed_code

_LINE = re.compile(
    r"\s*(?:(\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4})\s+)?(\d{1,16})\s+([A-Za-z0-9\s-]+)"
)
_TYPED = str.maketrans("018", "OIB")
_CODE = re.compile(r"[A-Z2-7]{26}(?:[A-Z2-7]{2})?")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=\s)")


def as_printed(line: str) -> str:
    """A line as papers and pages of the school bear it: ``23/11/2026  7  YY2Y-…``; its check is over the ISO date."""
    return _DAY.sub(r"\3/\2/\1", line, count=1)


def _iso(date: str) -> str:
    return "-".join(reversed(date.split("/")))


class NotALine(ValueError):
    """Not a printed line, or mistyped: its own check does not fit."""


@dataclass(frozen=True, slots=True)
class Printed:
    """``size`` and the 26 characters; the two of the check were looked at where the date was typed too."""

    size: int
    code: str

    @classmethod
    def parse(cls, typed: str) -> "Printed":
        """Blanks, hyphens and case do not count; 0, 1 and 8 are taken for O, I and B. Raises NotALine."""
        found = _LINE.fullmatch(typed.replace("–", "-").rstrip())
        if found is None:
            raise NotALine("a line is a date, a number and a code of seven groups")
        date, size, rest = (
            _iso(found[1] or ""),
            int(found[2]),
            re.sub(r"[\s-]", "", found[3]).upper(),
        )
        code = rest.translate(_TYPED)
        if not _CODE.fullmatch(code):
            raise NotALine("the code has seven groups of four letters and digits")
        if date and len(code) == 28 and printed_check(date, size, code[:26]) != code[26:]:
            raise NotALine("mistyped: its last two characters do not fit the rest")
        return cls(size, code[:26])

    def agrees(self, root: bytes, origins: list[str]) -> bool:
        """Whether a tree of this size with this root, of one of these logs, was printed."""
        return any(printed_code(Checkpoint(each, self.size, root)) == self.code for each in origins)
