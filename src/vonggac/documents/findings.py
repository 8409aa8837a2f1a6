"""What can be wrong with a template, as codes: the page has the words."""

from dataclasses import dataclass

LARGEST_TEMPLATE = 2 * 1024 * 1024
MILD = frozenset({"missing"})


@dataclass(frozen=True, slots=True)
class Finding:
    """``code``: too_large, no_docx, bomb, macro, foreign_part, outside, syntax, code, unknown, missing.

    ``detail``: the part of the file, or the tag.
    """

    code: str
    detail: str = ""

    @property
    def severe(self) -> bool:
        """A tag left out is the school's choice, if the head agrees; everything else is refused."""
        return self.code not in MILD
