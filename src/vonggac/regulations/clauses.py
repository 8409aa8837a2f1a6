"""A regulation's text, divided into its articles (Điều) and clauses (khoản), and how one is cited."""

import re
from dataclasses import dataclass

MOST_CLAUSES = 300
_ARTICLE = re.compile(r"Điều\s+(\d{1,3})\s*[.:]\s*(.*)", re.IGNORECASE)
_CLAUSE = re.compile(r"(\d{1,3})\.\s+(.*)")
_CITED = re.compile(r"(?:khoản\s+(\d{1,3})\s+)?Điều\s+(\d{1,3})", re.IGNORECASE)


class Undivided(ValueError):
    """The text has no articles. ``code``: no_article, too_many, twice (an article or clause has the same number)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Part:
    """``clause`` 0: what stands under the article itself, before or without numbered clauses."""

    article: int
    clause: int
    heading: str
    text: str

    @property
    def cited(self) -> str:
        return cited(self.article, self.clause)


def cited(article: int, clause: int) -> str:
    """``khoản 2 Điều 4``, or ``Điều 7``."""
    return f"khoản {clause} Điều {article}" if clause else f"Điều {article}"


def numbers(citation: str) -> tuple[int, int] | None:
    """(article, clause) of the first citation in a text such as ``nhóm 1 khoản 2 Điều 3``; None where there is none."""
    found = _CITED.search(citation)
    return (int(found[2]), int(found[1] or 0)) if found else None


def divided(text: str) -> list[Part]:
    """Articles in their order, each with its clauses. What stands before the first article is the preamble and left
    out. Raises Undivided.
    """
    parts: list[tuple[int, int, str, list[str]]] = []
    for line in (each.strip() for each in text.splitlines()):
        if not line:
            continue
        article, clause = _ARTICLE.fullmatch(line), _CLAUSE.fullmatch(line)
        if article:
            parts.append((int(article[1]), 0, article[2].strip(), []))
        elif parts and clause:
            parts.append((parts[-1][0], int(clause[1]), parts[-1][2], [clause[2]]))
        elif parts:
            parts[-1][3].append(line)
    return _checked([Part(a, c, heading, "\n".join(lines)) for a, c, heading, lines in parts])


def _checked(parts: list[Part]) -> list[Part]:
    if not parts:
        raise Undivided("no_article")
    if len(parts) > MOST_CLAUSES:
        raise Undivided("too_many")
    if len({(each.article, each.clause) for each in parts}) < len(parts):
        raise Undivided("twice")
    return parts
