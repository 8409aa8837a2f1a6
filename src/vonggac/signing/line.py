"""The visible line of a signature, as a small PDF with its font inside: PDF/A allows no other."""

import tempfile
from pathlib import Path

import typst

from vonggac.documents.typesetting import FONTS

WIDTH_PT, HEIGHT_PT = 260, 26
_SOURCE = f"""
#set page(width: {WIDTH_PT}pt, height: {HEIGHT_PT}pt, margin: 0pt, fill: none)
#set text(font: "Liberation Serif", size: 9pt, lang: "vi")
#align(left + horizon, sys.inputs.line)
"""


def line_pdf(text: str) -> bytes:
    """Raises typst's error where it can't be set."""
    with tempfile.TemporaryDirectory(prefix="vonggac-line-") as folder:
        main = Path(folder) / "line.typ"
        main.write_text(_SOURCE, "utf-8")
        made = typst.compile(
            main,
            root=main.parent,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2b"],
            sys_inputs={"line": text},
        )
    return bytes(made)
