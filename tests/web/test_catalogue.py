"""Every sentence of the source stands in the Vietnamese catalogue: a page never falls back to English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

import vonggac

ROOT = Path(vonggac.__file__).parent
CATALOGUE = ROOT / "web/locale/vi/LC_MESSAGES/django.po"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
TEXT = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
TAG = re.compile(rf"\b(p|np|n)?gettext\(\s*{TEXT}(?:\s*,\s*{TEXT})?")


def in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            first = node.args[1 if node.func.id.startswith("p") else 0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def in_template(path: Path) -> Iterator[str]:
    for match in TAG.finditer(templatize(path.read_text(), origin=str(path))):
        kind, *texts = match.groups()
        yield ast.literal_eval(texts[1 if kind in ("p", "np") else 0])


def known() -> set[str]:
    found = set()
    for block in CATALOGUE.read_text().split("\n\n"):
        match = re.search(r'^msgid ((?:".*"\n?)+)', block, re.MULTILINE)
        if match:
            found.add("".join(ast.literal_eval(line) for line in match[1].strip().split("\n")))
    return found


def test_no_sentence_is_missing_in_vietnamese() -> None:
    """In Python and in templates alike."""
    said = {
        (text, path.relative_to(ROOT).as_posix())
        for path in ROOT.rglob("*.py")
        for text in in_python(path)
    }
    said |= {
        (text, path.relative_to(ROOT).as_posix())
        for path in (ROOT / "web/templates").rglob("*.html")
        for text in in_template(path)
    }
    have = known()
    assert len(said) > len(have) // 2
    assert sorted((text, path) for text, path in said if text not in have) == []
