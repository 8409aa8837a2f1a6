"""The four answers, and how a check ends with one (FORMATS §11)."""

from dataclasses import dataclass, field
from enum import IntEnum


class Answer(IntEnum):
    """Exit codes. 2 is never used: shells exit 2 on their own errors."""

    VERIFIED = 0
    FAIL = 1
    CANNOT_JUDGE = 3
    UNKNOWN_SIGNER = 4


class Fail(Exception):
    """A signature, hash, path, list or link does not hold."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file = file
        self.why = why


class CannotJudge(Exception):
    """Unreadable, or of a version that is not known here."""


@dataclass
class Report:
    """What was checked, line by line, and the answer."""

    lines: list[str] = field(default_factory=list)
    answer: Answer = Answer.CANNOT_JUDGE
    last: str = ""
    file: str = ""
    """Where it failed."""

    def ok(self, line: str) -> None:
        self.lines.append(f"OK    {line}")

    def note(self, line: str) -> None:
        """Said, and no judgement."""
        self.lines.append(f"NOTE  {line}")

    def text(self) -> str:
        return "\n".join([*self.lines, self.last])
