"""What a school may write into a template: the tags of a form with their labels, and our template's bytes.

Loaded by ``web``: nothing here reads a DOCX.
"""

from functools import cache
from pathlib import Path

from vonggac.documents.forms.paper import Form
from vonggac.documents.shapes import (
    Code,
    Framed,
    Part,
    Picture,
    Receivers,
    Shape,
    Signatures,
    Ticks,
)

FOLDER = Path(__file__).parent / "templates"


@cache
def ours(code: str) -> bytes:
    """The committed template of a form. Raises FileNotFoundError on a book."""
    return (FOLDER / f"{code}.docx").read_bytes()


def parts_of(shape: Shape) -> list[Part]:
    """All of them, those in frames too."""
    found: list[Part] = []
    for each in shape.parts:
        found.append(each)
        if isinstance(each, Framed):
            found.extend(each.parts)
    return found


def described(form: Form) -> list[tuple[str, str]]:
    """(tag, label) for every field; tags of ticks, signatures and codes beside the field they show."""
    labels = {each.name: each.label for each in form.fields}
    ticks = {one.name for one in parts_of(form.shape) if isinstance(one, Ticks)}
    rows = []
    for each in form.fields:
        if each.kind == "rows":
            rows += [(f"row.{one.name}", f"{each.label}: {one.label}") for one in each.row]
        elif each.name not in ticks:
            rows.append((each.name, each.label))
    for one in parts_of(form.shape):
        match one:
            case Ticks():
                rows += [(f"tick_{one.name}_{code}", words) for code, words in one.options]
            case Signatures():
                named = [each.name for each in one.columns if each.name]
                rows += [(f"signed_{name}", labels[name]) for name in named]
            case Receivers() if one.name:
                rows.append((f"signed_{one.name}", labels[one.name]))
            case Code():
                rows.append((f"{one.name}_code", labels[one.name]))
            case Picture() | _:
                pass
    return list(dict(rows).items())
