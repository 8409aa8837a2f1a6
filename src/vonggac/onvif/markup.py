"""XML of strangers: read without DTD and entities, bounded in depth and number, names without their prefixes.

Cameras disagree about prefixes and even namespaces; what is asked for is known by its local name and its place.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape as _escape

from vonggac.onvif.faults import BAD_XML, OnvifFault

MAX_DEPTH = 48
MAX_NODES = 40_000
LONGEST_VALUE = 500
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


@dataclass(slots=True)
class Node:
    """One element. ``name`` and the names of attributes are local ones; ``space`` is the namespace."""

    name: str
    space: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    text: str = ""

    def find(self, *path: str) -> "Node | None":
        """The first child by each name in turn."""
        here = self
        for name in path:
            found = next((each for each in here.children if each.name == name), None)
            if found is None:
                return None
            here = found
        return here

    def all(self, name: str) -> list["Node"]:
        return [each for each in self.children if each.name == name]

    def said(self, *path: str) -> str:
        """The text there in one clean line, at most ``LONGEST_VALUE`` characters; empty when there is none."""
        node = self.find(*path)
        return one_line(node.text) if node is not None else ""

    def number(self, *path: str) -> int:
        """A count there, 0 when there is none or it is nonsense."""
        try:
            value = int(float(self.said(*path)))
        except (ValueError, OverflowError):
            return 0
        return value if 0 <= value < 1 << 31 else 0


def one_line(text: str) -> str:
    return " ".join(_NOT_SHOWN.sub(" ", text).split())[:LONGEST_VALUE]


def escape(text: str) -> str:
    """Text for an element or, in double quotes, for an attribute. Characters that XML can't hold are left out."""
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
    return _escape(clean, {'"': "&quot;"})


def parse(data: bytes) -> Node:
    """The root element. Raises ``OnvifFault`` (``bad_xml``)."""
    try:
        return _read(data, None)
    except (LookupError, ValueError):
        pass  # an encoding that Python's expat lacks (GB2312): the names of elements are ASCII anyway
    except expat.ExpatError as error:
        raise OnvifFault(BAD_XML, str(error)) from None
    try:
        return _read(data, "iso-8859-1")
    except expat.ExpatError as error:
        raise OnvifFault(BAD_XML, str(error)) from None


def _read(data: bytes, encoding: str | None) -> Node:
    parser = expat.ParserCreate(encoding, " ")
    reader = _Reader()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.Parse(data, True)
    return reader.root.children[0]


class _Reader:
    def __init__(self) -> None:
        self.root = Node("")
        self._open = [self.root]
        self._nodes = 0

    def doctype(self, *_: object) -> None:
        # No ONVIF message has one; entities are declared nowhere else, so none can be expanded or fetched.
        raise OnvifFault(BAD_XML, "a document type in a reply")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._nodes += 1
        if len(self._open) > MAX_DEPTH or self._nodes > MAX_NODES:
            raise OnvifFault(BAD_XML, "a reply too deep or of too many elements")
        space, _, local = name.rpartition(" ")
        given = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(local, space, given)
        self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, _: str) -> None:
        self._open.pop()

    def characters(self, text: str) -> None:
        self._open[-1].text += text
