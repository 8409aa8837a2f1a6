"""What a page owes who hears it, and who uses no mouse (WCAG 2.2, levels A and AA, as far as markup tells)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FIELDS = ("input", "select", "textarea")
NAMELESS = ("hidden", "submit", "button", "reset", "image")
"""Kinds of input that need no label: they show nothing, or are named by their value."""
POINTING = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "form")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    words: list[str] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)

    def inside(self, *tags: str) -> "Element | None":
        each = self.parent
        while each is not None and each.tag not in tags:
            each = each.parent
        return each

    def all(self) -> Iterator["Element"]:
        for each in self.children:
            yield each
            yield from each.all()

    @property
    def waits(self) -> bool:
        """A script fills it before it is shown."""
        if "hidden" in self.attributes or self.tag in ("template", "dialog"):
            return True
        return self.parent is not None and self.parent.waits

    @property
    def named(self) -> bool:
        """By an attribute, for who hears the page."""
        return any(self.attributes.get(each) for each in ("aria-label", "aria-labelledby"))

    @property
    def text(self) -> str:
        """What is read out of it: words, and names of pictures."""
        own = " ".join(self.words)
        alt = self.attributes.get("alt", "") if self.tag == "img" else ""
        spoken = [self.attributes.get("aria-label", ""), alt, own, *(e.text for e in self.children)]
        return " ".join(each for each in spoken if each.strip()).strip()

    def __str__(self) -> str:
        told = {k: v for k, v in self.attributes.items() if k in ("id", "name", "class", "href")}
        return f"<{self.tag} {told}>"


class Page(HTMLParser):
    """A tree of the page. ``wrong``: what the parser itself found, such as a tag that closes another."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = self._at = Element("", {})
        self.wrong: list[str] = []
        self.feed(text)
        self.close()
        if self._at is not self.root:
            self.wrong.append(f"never closed: {self._at}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        doubled = [name for name, count in Counter(k for k, _ in attrs).items() if count > 1]
        self.wrong += [f"<{tag}> says {name} twice" for name in doubled]
        made = Element(tag, {name: value or "" for name, value in attrs}, self._at)
        self._at.children.append(made)
        if tag not in VOID:
            self._at = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._at.children.append(
            Element(tag, {name: value or "" for name, value in attrs}, self._at)
        )

    def handle_endtag(self, tag: str) -> None:
        if self._at.tag != tag:
            self.wrong.append(f"</{tag}> closes {self._at}")
            return
        assert self._at.parent is not None
        self._at = self._at.parent

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._at.words.append(data.strip())


def wants(text: str) -> list[str]:
    """What is missing in a whole page; empty for a page in order."""
    page = Page(text)
    every = list(page.root.all())
    return [
        *page.wrong,
        *_frame(every),
        *_ids(every),
        *_headings(every),
        *_fields(every),
        *_named(every),
        *_tables(every),
    ]


def _frame(every: list[Element]) -> Iterator[str]:
    html = next((each for each in every if each.tag == "html"), None)
    if html is None or html.attributes.get("lang") not in ("vi", "en"):
        yield "no language is said"
    title = next((each for each in every if each.tag == "title"), None)
    if title is None or not title.text:
        yield "no title"
    mains = [each for each in every if each.tag == "main"]
    if len(mains) != 1:
        yield f"{len(mains)} main parts"
    for each in every:
        if found := [name for name in each.attributes if re.match(r"on[a-z]+$", name)]:
            yield f"{each} has a script in {found}"
        if int(each.attributes.get("tabindex", "0") or 0) > 0:
            yield f"{each} jumps the order of Tab"


def _ids(every: list[Element]) -> Iterator[str]:
    counts = Counter(each.attributes["id"] for each in every if each.attributes.get("id"))
    yield from (f"id {name} {count} times" for name, count in counts.items() if count > 1)
    for each in every:
        for name in POINTING:
            for target in each.attributes.get(name, "").split():
                if target not in counts:
                    yield f"{each} {name} points at {target}, which is not there"


def _headings(every: list[Element]) -> Iterator[str]:
    levels = [HEADINGS.index(each.tag) for each in every if each.tag in HEADINGS]
    if levels.count(0) != 1:
        yield f"{levels.count(0)} headings of the first level"
    for one, other in pairwise(levels):
        if other > one + 1:
            yield f"h{one + 1} is followed by h{other + 1}"
    yield from (
        f"{each} is empty"
        for each in every
        if each.tag in HEADINGS and not (each.text or each.waits)
    )


def _fields(every: list[Element]) -> Iterator[str]:
    labels = {e.attributes.get("for"): e for e in every if e.tag == "label" and e.text}
    for each in every:
        if each.tag not in FIELDS or each.attributes.get("type", "") in NAMELESS:
            continue
        wrapped = each.inside("label")
        around = wrapped is not None and wrapped.text
        if not (each.named or around or each.attributes.get("id") in labels):
            yield f"{each} has no label"
    for group in (each for each in every if each.tag == "fieldset"):
        legends = [each for each in group.children if each.tag == "legend" and each.text]
        if not (group.named or legends):
            yield f"{group} has no legend"


def _named(every: list[Element]) -> Iterator[str]:
    for each in (each for each in every if not each.waits):
        named = each.text or each.named or each.attributes.get("title")
        if each.tag in ("button", "a", "summary") and not named:
            yield f"{each} has no name"
        if each.tag == "img" and "alt" not in each.attributes:
            yield f"{each} has no alt"
        if each.tag in ("a", "button") and each.inside("a", "button") is not None:
            yield f"{each} lies in {each.inside('a', 'button')}"
        if each.tag == "iframe" and not each.attributes.get("title"):
            yield f"{each} has no title"


def _tables(every: list[Element]) -> Iterator[str]:
    for table in (each for each in every if each.tag == "table"):
        heads = [each for each in table.all() if each.tag == "th"]
        if not heads:
            yield f"{table} has no heads"
        for row in (each for each in table.all() if each.tag == "tr"):
            if any(each.tag not in ("td", "th") for each in row.children):
                yield f"{table} has something beside cells in a row"
