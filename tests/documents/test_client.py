"""The child process: bytes or a reason, and nothing of typst in the caller (DESIGN §3)."""

import subprocess
import sys

import pytest

from vonggac.documents import client, framing, pdf_worker, sheet_worker, word_worker, worker
from vonggac.documents.forms import FORMS


def test_a_document_comes_back_through_the_process(picture: bytes) -> None:
    """Pictures go along as bytes."""
    made = client.render(
        "print_sheet", {"picture": picture, "number": "IA-2025-004"}, "pdf", at_us=0
    )
    assert made.startswith(b"%PDF-1.7")


def test_a_paper_of_the_room_is_as_good_as_a_mapping() -> None:
    assert client.render("usage_book", FORMS["usage_book"].sample(), "xlsx")[:2] == b"PK"


def test_the_callers_mistake_is_named() -> None:
    with pytest.raises(client.NotRendered) as refused:
        client.render("directive", {"nonsense": "x"}, "pdf")
    assert (refused.value.code, refused.value.field) == ("bad_data", "directive.nonsense")


def test_a_document_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(client.NotRendered) as refused:
        client.render("directive", {}, "pdf", timeout_s=0.001)
    assert refused.value.code == "timeout"


@pytest.mark.parametrize(
    "head,makers,code",
    [
        ({"form": "nothing", "kind": "pdf"}, pdf_worker.MAKERS, "bad_data"),
        ({"form": "nothing", "kind": "docx"}, word_worker.MAKERS, "bad_data"),
        ({"form": "nothing", "kind": "xlsx"}, sheet_worker.MAKERS, "bad_data"),
        ({"form": "directive", "kind": "exe"}, pdf_worker.MAKERS, "bad_data"),
        ({"form": "directive", "kind": "pdf"}, word_worker.MAKERS, "bad_data"),
        ({"form": "directive", "kind": "xlsx"}, sheet_worker.MAKERS, "failed"),
    ],
)
def test_the_worker_answers_whatever_it_is_asked(
    head: dict[str, str], makers: worker.Makers, code: str
) -> None:
    asked = framing.message({**head, "at_us": 0, "data": {}, "pictures": {}}, b"")
    assert framing.parse(worker.answer(asked, makers))[0]["code"] == code


@pytest.mark.parametrize(
    "module,foreign",
    [
        ("pdf_worker", {"docxtpl", "docx", "openpyxl", "lxml", "numpy", "PIL"}),
        ("word_worker", {"typst", "openpyxl", "numpy"}),
        ("sheet_worker", {"typst", "docxtpl", "docx", "jinja2"}),
    ],
)
def test_a_worker_loads_its_own_library_and_no_other(module: str, foreign: set[str]) -> None:
    """Half of the time that a document takes is loading."""
    program = (
        f"import sys, vonggac.documents.{module}; sys.exit(bool({foreign} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("data", [b"", b"\x00\x00\x00\x05abc", b"\x00\x00\x00\x02{}", b"\xff" * 8])
def test_garbled_messages_are_refused(data: bytes) -> None:
    with pytest.raises((framing.Garbled, KeyError)):
        framing.parse(data)


def test_pages_never_load_what_makes_documents() -> None:
    """typst is 80 MB of machine code; it and the readers of uploads stay in the child."""
    program = (
        "import sys, vonggac.documents.client, vonggac.documents.templates, vonggac.documents.word_tags;"
        "sys.exit(bool({'typst', 'docx', 'docxtpl', 'jinja2', 'openpyxl', 'lxml'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
