"""A recording of numbered frames, a real decoder, a real sheet: the frame asked for is the frame that is had."""

import hashlib
import io
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import cv2
import numpy as np
import pypdfium2
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from numpy.typing import NDArray
from PIL import Image

from tests.pictures.conftest import MARK
from tests.scenes.footage import START_TICKS, recorded, video_track
from tests.scenes.index import indexed
from tests.scenes.schools import SchoolScene, directive, login
from tests.scenes.store import Store
from tests.web.conftest import Browser
from vonggac.fmp4.init import init_segment
from vonggac.fmp4.reader import read_fragment
from vonggac.kernel.authority import Act
from vonggac.kernel.clock import DAY_US, MINUTE_US, SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.people.models import LoginSession
from vonggac.pictures import services
from vonggac.pictures.models import Snapshot
from vonggac.playback.opening import Opener
from vonggac.simcam import barcode
from vonggac.vault.facts import SegmentFacts
from vonggac.vault.keys import MachineKeyholder, epoch_of
from vonggac.vault.paths import segment_path
from vonggac.vault.writer import SegmentWriter

pytestmark = [
    pytest.mark.django_db(databases=["default", "archive"]),
    pytest.mark.slow,
]
FPS, GOP, SECONDS = 25, 50, 6
WIDTH, HEIGHT = 768, 432
WANTED = 87
"""In the middle of the second GOP: neither its first frame nor its last."""


@pytest.fixture
def begins_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, school: SchoolScene) -> int:
    """Six seconds of the gate lie sealed since yesterday; frame n is of ``begins_us`` + n/25 s."""
    clip = tmp_path / "numbered.mp4"
    barcode.make_barcode_clip(
        clip, fps=FPS, gop=GOP, seconds=SECONDS, kbit_s=2000, width=WIDTH, height=HEIGHT
    )
    store = Store.at(tmp_path / "data")
    monkeypatch.setattr(settings, "DATA", store.data)
    start_us = (now_us() - DAY_US) // MINUTE_US * MINUTE_US
    indexed(store, [_sealed(store, school.cameras["gate"], clip, start_us)])
    return start_us


def _sealed(store: Store, camera: str, clip: Path, start_us: int) -> tuple[Path, SegmentFacts]:
    name = hashlib.sha256(camera.encode()).hexdigest()[:32]
    path = segment_path(store.volume, camera, "main", start_us, name)
    writer = SegmentWriter(
        path, camera=camera, stream="main", start_us=start_us, segment_id=name, codec="h264",
        epoch=store.keyholder.ensure(epoch_of(start_us)), run_id="run-1", width=WIDTH, height=HEIGHT,
    )  # fmt: skip
    writer.init(init_segment([video_track(str(clip))]))
    _, fragments = recorded(str(clip))
    for number, each in enumerate(fragments):
        at_us = start_us + number * GOP * SECOND_US // FPS
        writer.append(_moved(each, start_us), start_us=at_us, duration_us=GOP * SECOND_US // FPS)
    return path, writer.finish(start_us + SECONDS * SECOND_US)


def _moved(data: bytes, start_us: int) -> bytes:
    """The fragment, as if it had been recorded when the segment was."""
    (run,) = read_fragment(data).tracks
    time = run.base_time - START_TICKS + start_us * 9 // 100
    return data[: run.time_at] + time.to_bytes(8, "big") + data[run.time_at + 8 :]


def luma(picture: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(picture.convert("L"))


def taken(school: SchoolScene, at_us: int) -> Snapshot:
    """By cô Dung, under the principal's directive."""
    asked = services.Asked(
        person=school.duty_officer,
        session=login(school.duty_officer),
        school=school.id,
        camera=school.cameras["gate"],
        mark=MARK,
        reason="Người lạ ở cổng",
        at_us=at_us,
    )
    opener = Opener(MachineKeyholder(settings.DATA.keys))
    return services.take_stored(asked, opener)


def test_the_frame_asked_for_is_in_the_picture_and_the_sheets_code_leads_to_it(
    school: SchoolScene, browser: Browser, begins_us: int
) -> None:
    """3.2, 5.5: the number is in the pixels and in the register; the sheet's QR opens the check page without login."""
    footage = Range(begins_us, begins_us + SECONDS * SECOND_US)
    directive(school, footage=footage, acts=[Act.PLAYBACK, Act.SNAPSHOT, Act.PRINT])
    frame_us = begins_us + WANTED * SECOND_US // FPS
    row = taken(school, frame_us + SECOND_US // FPS // 2)
    assert abs(row.frame_us - frame_us) <= 20
    officer = browser(school.duty_officer)
    jpeg = services.show(snapshot=row.id, person=school.duty_officer, session=_session(school))
    picture = Image.open(io.BytesIO(jpeg))
    shown = picture.crop((0, 0, WIDTH, HEIGHT))
    assert barcode.read(luma(shown)) == WANTED
    slip = services.print_copies(
        snapshot=row.id,
        person=school.duty_officer,
        reason="Theo chỉ đạo",
        recipients=["Công an xã Yên Cường"],
    )
    copy = slip.copies.get()
    sheet = officer.post(reverse("print_sheet", args=[copy.id]))
    assert sheet["Content-Type"] == "application/pdf"
    page = pypdfium2.PdfDocument(sheet.content)[0].render(scale=3).to_pil()
    # Below the picture: in what a picture happens to show, the detector may see a code's corners.
    below = page.crop((0, page.height * 6 // 10, page.width // 2, page.height))
    said, *_ = cv2.QRCodeDetector().detectAndDecode(luma(below))
    assert said == "http://testserver" + reverse("print_check", args=[copy.code])
    told = Client().get(urlsplit(said).path)
    assert told.status_code == 200
    assert slip.label in told.content.decode()
    assert row.label in told.content.decode()


def _session(school: SchoolScene) -> UUID:
    """Of the browser: the newest login ended the others (ACCESS §5.3)."""
    return LoginSession.objects.get(account__person_id=school.duty_officer, ended_us=None).id
