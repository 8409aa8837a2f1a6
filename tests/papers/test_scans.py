"""Scans of signed papers: kept with their row or not at all, sealed, never changed (I7, I11, ACCESS §10)."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from tests.scenes.schools import SchoolScene, yen_cuong
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.papers import PaperRefused
from vonggac.ledger.models import Outbox
from vonggac.papers import services
from vonggac.papers.models import Scan

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data = DataFolder(tmp_path)
    monkeypatch.setattr(settings, "DATA", data)
    return data.papers


@pytest.fixture
def school(folder: Path) -> SchoolScene:
    return yen_cuong()


def kept(school: SchoolScene, content: bytes = PDF) -> Scan:
    with services.keep(
        school=school.id, of="83/QĐ-THYC", content=content, by=school.it_teacher
    ) as scan:
        return scan


def test_a_scan_lies_sealed_and_comes_back_as_it_was(school: SchoolScene, folder: Path) -> None:
    """Nothing of it is in clear on the disk; who read it is in the ledger."""
    scan = kept(school)
    assert PDF not in (folder / scan.id.hex).read_bytes()
    row, content = services.read(scan=scan.id, by=school.principal)
    assert (row.sha256, content) == (scan.sha256, PDF)
    last = Outbox.objects.order_by("-id")[0]
    assert last.entry_type == "audit.read"


def test_where_the_row_that_wants_it_fails_no_file_stays(school: SchoolScene, folder: Path) -> None:
    """Scan and row are written together or not at all."""
    with (
        pytest.raises(RuntimeError),
        services.keep(school=school.id, of="VP-1", content=PDF, by=school.it_teacher),
    ):
        raise RuntimeError
    assert not Scan.objects.exists()
    assert not list(folder.glob("*"))


def test_one_bit_changed_on_the_disk_does_not_open(school: SchoolScene, folder: Path) -> None:
    scan = kept(school)
    path = folder / scan.id.hex
    raw = bytearray(path.read_bytes())
    raw[20] ^= 1
    path.write_bytes(raw)
    with pytest.raises(services.Unsealable):
        services.read(scan=scan.id, by=school.principal)


def test_another_scan_in_its_place_does_not_open(school: SchoolScene, folder: Path) -> None:
    """The administrator of the machine exchanges two files."""
    one, other = kept(school), kept(school)
    (folder / one.id.hex).write_bytes((folder / other.id.hex).read_bytes())
    with pytest.raises(services.Unsealable):
        services.read(scan=one.id, by=school.principal)


def test_a_scan_is_never_changed_or_removed(school: SchoolScene) -> None:
    scan = kept(school)
    with pytest.raises(DatabaseError), transaction.atomic():
        Scan.objects.filter(pk=scan.pk).update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        Scan.objects.filter(pk=scan.pk).delete()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<svg/>", b"%PDF-1.7\n/JS (x)\n%%EOF"])
def test_what_is_no_scan_is_not_kept(school: SchoolScene, folder: Path, content: bytes) -> None:
    with pytest.raises(PaperRefused):
        kept(school, content)
    assert not list(folder.glob("*"))
