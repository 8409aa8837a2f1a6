"""The house limits (craft rules): what no reviewer should have to look for."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "vonggac"
LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def python_files() -> list[Path]:
    return [
        path
        for folder in (SOURCE, ROOT / "tests", ROOT / "bench")
        for path in sorted(folder.rglob("*.py"))
        if "migrations" not in path.parts
    ]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_longer_than_400_lines() -> None:
    long = {
        named(p): n for p in python_files() if (n := len(p.read_text().splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_of_the_product_is_longer_than_40_lines() -> None:
    long = {
        f"{named(path)}:{node.name}": length
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        for node in functions(path)
        if node.end_lineno and (length := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_imports_inside_functions_stand_only_in_cli() -> None:
    hidden = [
        f"{named(path)}:{node.name}"
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[0] != "cli"
        for node in functions(path)
        if any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node))
    ]
    assert hidden == []


def test_only_access_makes_a_grant() -> None:
    """Python cannot make it unforgeable; this test can (ACCESS §1.2, invariant I1)."""
    makers = [
        named(path)
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[0] != "access"
        and any(
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Grant"
            for node in ast.walk(ast.parse(path.read_text()))
        )
    ]
    assert makers == []


def test_every_room_is_in_the_map_and_the_reverse() -> None:
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    mapped = set(
        re.findall(r"^\| `(\w+)` \|", (ROOT / "ARCHITECTURE.md").read_text(), re.MULTILINE)
    )
    assert rooms == mapped


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        named(path)
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


@pytest.mark.parametrize(
    "module",
    [
        "vonggac.web.asgi",
        "vonggac.recorder.process",
        "vonggac.archive.archivist",
        "vonggac.playback",
    ],
)
def test_ffmpeg_is_never_loaded_where_a_crash_would_hurt(module: str) -> None:
    """PyAV can crash; a page, a recorder, the archivist must not (DESIGN §2)."""
    program = (
        "import os, sys, tempfile; os.environ['VONGGAC_DATA'] = tempfile.mkdtemp();"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'vonggac.web.settings';"
        "import django; django.setup();"
        f"import {module}; sys.exit('av' in sys.modules)"
    )
    environment = {"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("language", ["vi"])
def test_the_vietnamese_catalogue_is_complete(language: str) -> None:
    catalogue = SOURCE / "web" / "locale" / language / "LC_MESSAGES" / "django.po"
    text = catalogue.read_text()
    assert "#, fuzzy" not in text.split("\n\n", 1)[1]
    entries = re.split(r"\n\n", text)[1:]
    missing = [
        entry
        for entry in entries
        if re.search(r'^msgstr(\[\d\])? ""$(?!\n")', entry, re.MULTILINE)
        and not entry.startswith("#~")
    ]
    assert missing == []


def test_the_catalogue_knows_every_sentence_of_the_source(tmp_path: Path) -> None:
    """What is marked for translation is translated: a new msgid without Vietnamese fails here."""
    known = set(_msgids((SOURCE / "web/locale/vi/LC_MESSAGES/django.po").read_text()))
    sources = [str(p) for p in SOURCE.rglob("*.py") if "migrations" not in p.parts]
    template = tmp_path / "all.pot"
    keywords = [
        "gettext",
        "gettext_lazy",
        "_",
        "_now",
        "ngettext:1,2",
        "ngettext_lazy:1,2",
        "pgettext:1c,2",
        "pgettext_lazy:1c,2",
    ]
    command = ["/usr/bin/xgettext", "--from-code=UTF-8", "-L", "Python", "-o", str(template)]
    marked = [f"-k{keyword}" for keyword in keywords]
    subprocess.run([*command, *marked, *sources], check=True, capture_output=True)
    assert set(_msgids(template.read_text())) - known == set()


def _msgids(catalogue: str) -> Iterator[tuple[str, str]]:
    """With their context: a sentence that is known in another one is not known."""
    marked = r'^(?:msgctxt (?P<context>".*")\n)?msgid (?P<id>".*"(?:\n".*")*)'
    for found in re.finditer(marked, catalogue, re.MULTILINE):
        text = "".join(ast.literal_eval(line) for line in found["id"].splitlines())
        yield ast.literal_eval(found["context"] or '""'), text


def test_the_word_for_deleting_stands_nowhere_in_the_interface() -> None:
    interface = [p for ending in ("*.html", "*.po", "*.js") for p in (SOURCE / "web").rglob(ending)]
    assert [named(p) for p in interface if re.search("Xóa|Xoá", p.read_text())] == []
