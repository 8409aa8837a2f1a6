"""Is this DOCX fit to be a form's template? Runs in the child process: the file comes from outside.

A template is a zip, XML and a program in one; each is refused here before anything acts on it.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes

from vonggac.documents import word_filling, word_tags
from vonggac.documents.filling import checked
from vonggac.documents.findings import LARGEST_TEMPLATE, Finding
from vonggac.documents.forms import FORMS
from vonggac.documents.forms.paper import Form
from vonggac.documents.shapes import Code, Picture

LARGEST_CONTENT = 20 * 1024 * 1024
MOST_PARTS = 300
_PARTS = {".xml", ".rels", ".png", ".jpg", ".jpeg", ".odttf"}
_MAIN = b"wordprocessingml.document.main+xml"
_TEXTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml|docProps/core\.xml")
_FIELD = re.compile(rb"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"")
_REACHING = re.compile(rb"DDE|INCLUDE|LINK|IMPORT|MACROBUTTON", re.IGNORECASE)


def check(code: str, content: bytes) -> list[Finding]:
    """What is wrong with it, worst first; empty where it can be used. Raises KeyError on an unknown form."""
    form = FORMS[code]
    found = list(_of_the_zip(content))
    if not found:
        found = list(_of_the_tags(form, content))
    if not any(each.severe for each in found):
        found += _of_a_trial(code, content)
    return sorted(found, key=lambda each: not each.severe)


def _of_the_zip(content: bytes) -> Iterator[Finding]:
    if len(content) > LARGEST_TEMPLATE:
        yield Finding("too_large")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            bad = list(_of_the_parts(packed))
            yield from bad
            if not bad:
                for name in packed.namelist():
                    yield from _of_a_part(name, packed.read(name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        yield Finding("no_docx")


def _of_the_parts(packed: zipfile.ZipFile) -> Iterator[Finding]:
    parts = packed.infolist()
    names = [each.filename for each in parts]
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST_CONTENT:
        yield Finding("bomb")
    if len(set(names)) != len(names) or not {"word/document.xml", "[Content_Types].xml"} <= {
        *names
    }:
        yield Finding("no_docx")
    for each in parts:
        name = each.filename
        low = name.lower()
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or each.flag_bits & 1:
            yield Finding("no_docx", name)
        elif "vbaproject" in low or "vbadata" in low or "activex" in low or low.endswith(".bin"):
            yield Finding("macro", name)
        elif not name.endswith("/") and not any(low.endswith(end) for end in _PARTS):
            yield Finding("foreign_part", name)


def _of_a_part(name: str, content: bytes) -> Iterator[Finding]:
    if not name.endswith((".xml", ".rels")):
        return
    if (
        content[:2] in (b"\xff\xfe", b"\xfe\xff")
        or b"<!DOCTYPE" in content
        or b"<!ENTITY" in content
    ):
        yield Finding("no_docx", name)
    if name == "[Content_Types].xml":
        if b"macroEnabled" in content:
            yield Finding("macro", name)
        elif _MAIN not in content:
            yield Finding("no_docx", name)
    if name.endswith(".rels") and b"External" in content:
        yield Finding("outside", name)
    fields = b"".join(a or b for a, b in _FIELD.findall(content))
    if _REACHING.search(fields) or b"<w:altChunk" in content:
        yield Finding("outside", name)


def _of_the_tags(form: Form, content: bytes) -> Iterator[Finding]:
    reader = _Tags(form)
    try:
        reader.read(content)
    except TemplateError as error:
        yield Finding("syntax", str(error))
        return
    except Exception:  # noqa: BLE001  (lxml, python-docx and docxtpl each have their own way to fail)
        yield Finding("no_docx")
        return
    yield from (Finding("code", each) for each in sorted(reader.code))
    yield from (Finding("unknown", each) for each in sorted(reader.used - reader.known))
    yield from (Finding("missing", each) for each in sorted(reader.wanted - reader.used))


def _of_a_trial(code: str, content: bytes) -> list[Finding]:
    try:
        word_filling.docx(code, {}, content)
        word_filling.docx(code, FORMS[code].sample(), content)
    except Exception as error:  # noqa: BLE001  (whatever it is, the school must hear that it does not work)
        return [Finding("syntax", type(error).__name__)]
    return []


class _Tags:
    """Which tags a template uses, and everything in it that is more than a tag."""

    def __init__(self, form: Form) -> None:
        values = word_filling.word_values(form, checked(form, {}))
        inside = {
            each.name: {f"{each.name}.{one.name}" for one in each.row} for each in form.fields
        }
        parts = word_tags.parts_of(form.shape)
        pictures = {each.name for each in parts if isinstance(each, Picture)}
        pictures |= {f"{each.name}_code" for each in parts if isinstance(each, Code)}
        self.lists = {each.name for each in form.fields if each.kind in ("rows", "texts")}
        self.known = set(values) | pictures | set().union(*inside.values())
        self.used: set[str] = set()
        self.code: set[str] = set()
        self.wanted: set[str] = set()
        ours = word_tags.ours(form.code)
        self.read(ours)
        self.wanted, self.used = self.used, set()

    def read(self, content: bytes) -> None:
        """Raises TemplateSyntaxError, and whatever a broken DOCX makes its readers raise."""
        document = DocxTemplate(io.BytesIO(content))
        environment = word_filling.environment()
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                if _TEXTS.fullmatch(name):
                    text = document.patch_xml(packed.read(name).decode("utf-8"))
                    for node in environment.parse(text).body:
                        self._statement(node, {})

    def _statement(self, node: nodes.Node, lists: dict[str, str]) -> None:
        match node:
            case nodes.Output():
                for each in node.nodes:
                    if not isinstance(each, nodes.TemplateData):
                        self._value(each, lists)
            case nodes.For(target=nodes.Name() as target, iter=nodes.Name() as source) if (
                source.name in self.lists and not (node.else_ or node.test or node.recursive)
            ):
                self.used.add(source.name)
                for inner in node.body:
                    self._statement(inner, {**lists, target.name: source.name})
            case nodes.If(test=nodes.Name() as test) if not node.elif_:
                self._value(test, lists)
                for inner in [*node.body, *node.else_]:
                    self._statement(inner, lists)
            case _:
                self.code.add(type(node).__name__)

    def _value(self, node: nodes.Node, lists: dict[str, str]) -> None:
        match node:
            case nodes.Name(name=name):
                if name not in lists:
                    self.used.add(name)
            case nodes.Getattr(node=nodes.Name(name=name), attr="index") if (
                name == "loop" and lists
            ):
                pass
            case nodes.Getattr(node=nodes.Name(name=name), attr=attribute) if name in lists:
                self.used.add(f"{lists[name]}.{attribute}")
            case _:
                self.code.add(type(node).__name__)
