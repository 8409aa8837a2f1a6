"""One recorder, a dozen addresses where no stream can be had, and one good camera that nothing of it touches."""

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest

from tests.faults.recorder import Recorder, camera, wait_for
from tests.faults.strange_servers import (
    PICTURES,
    SOUND_ONLY,
    UNKNOWN_CODEC,
    BlackHole,
    StrangeServer,
    closed_port,
    noise,
    silent,
    speaks_rtsp,
    web_page,
)
from vonggac.simcam.process import Served, SimProcess

pytestmark = pytest.mark.slow

EXPECTED = {
    "refused": ("unreachable", "camera_unreachable"),
    "blackhole": ("unreachable", "camera_unreachable"),
    "nohost": ("unreachable", "camera_unreachable"),
    "badaddress": ("unreachable", "camera_unreachable"),
    "silent": ("unreachable", "camera_unreachable"),
    "webpage": ("not_rtsp", "camera_unreachable"),
    "noise": ("not_rtsp", "camera_unreachable"),
    "notfound": ("not_found", "camera_unreachable"),
    "password": ("refused", "credentials_refused"),
    "nopassword": ("refused", "credentials_refused"),
    "noaccount": ("refused", "credentials_refused"),
    "soundonly": ("no_video", "stream_undecodable"),
    "newcodec": ("unknown_codec", "stream_undecodable"),
    "torn": ("garbage", "stream_undecodable"),
    "mute": ("stalled", "stream_stalled"),
}
"""By camera: the code on the status page, and the cause in the books."""


class Scene:
    """Every address, and the recorder that has tried them for a while and was then stopped."""

    def __init__(self, folder: Path, clip: Path) -> None:
        with ExitStack() as stack:
            enter = stack.enter_context
            served = [Served("good/main", clip), Served("locked/main", clip)]
            good = enter(SimProcess(served, username="admin", password="dung"))
            self.servers = {
                name: enter(StrangeServer(behave))
                for name, behave in {
                    "silent": silent,
                    "webpage": web_page,
                    "noise": noise,
                    "soundonly": speaks_rtsp(SOUND_ONLY),
                    "newcodec": speaks_rtsp(UNKNOWN_CODEC),
                    "torn": speaks_rtsp(PICTURES, after_play=noise),
                    "mute": speaks_rtsp(PICTURES),
                    "password": speaks_rtsp(PICTURES, status=401),
                    "nopassword": speaks_rtsp(PICTURES, status=401),
                    "noaccount": speaks_rtsp(PICTURES, status=403),
                }.items()
            }
            urls = {name: server.url for name, server in self.servers.items()} | {
                "good": good.url("good/main"),
                "locked": good.url("locked/main"),
                "notfound": good.url("nothing/here"),
                "refused": f"rtsp://127.0.0.1:{closed_port()}/live",
                "blackhole": enter(BlackHole()).url,
                "nohost": "rtsp://camera.invalid/live",
                "badaddress": "rtsp:///live",
            }
            who = {"username": "admin", "password": "sai-mat-khau"}
            right = {"username": "admin", "password": "dung"}
            plans = {name: camera(name, url, **who) for name, url in urls.items()}
            plans["nopassword"] = camera("nopassword", urls["nopassword"])
            for name in ("good", "notfound"):
                plans[name] = camera(name, urls[name], **right)
            self.recorder = enter(Recorder(folder))
            self.recorder.plan(*plans.values())
            wait_for("every camera has its state", self._all_told, 30)
            self.states = self.recorder.states()
            good.do("stall", path="locked/main", seconds=0)
            plans["locked"] = camera("locked", urls["locked"], **right)
            self.changed_at = time.monotonic()
            self.recorder.plan(*plans.values())
            self.recorder.all_record(["locked"], 6)
            self.unlocked_s = time.monotonic() - self.changed_at

    def _all_told(self) -> bool:
        states = self.recorder.states()
        told = {name: states.get(name) for name in EXPECTED}
        return (
            told == {name: code for name, (code, _) in EXPECTED.items()}
            and states.get("locked") == "refused"
        )


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, clip: Path) -> Iterator[Scene]:
    yield Scene(tmp_path_factory.mktemp("faults"), clip)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fault_has_its_code_a_line_in_the_log_and_a_gap_with_its_cause(
    scene: Scene, name: str
) -> None:
    """In the status figures, for the technician, and in the books, without a second left over."""
    code, cause = EXPECTED[name]
    assert scene.states[name] == code
    assert re.search(
        rf"WARNING .*{name}/main: interrupted, {code}.*\({cause}\)", scene.recorder.log()
    )
    assert [gap.cause for gap in scene.recorder.gaps(name)][-2:] == [cause, "recorder_stopped"]
    assert scene.recorder.seconds_without_account(name) == 0


def test_the_good_camera_beside_them_is_recorded_without_a_gap(scene: Scene) -> None:
    assert scene.states["good"] == "recording"
    assert scene.recorder.unbroken("good")
    assert scene.recorder.seconds_without_account("good") == 0


@pytest.mark.parametrize("name", ["password", "nopassword", "noaccount"])
def test_a_camera_that_refuses_is_not_hammered(scene: Scene, name: str) -> None:
    """Cameras lock accounts that knock too often: one connection in all this time, one try of the password."""
    server = scene.servers[name]
    assert len(server.connected_at) == 1
    assert scene.changed_at - server.connected_at[0] > 6, "there was time for more"
    tried = sum(data.count(b"Authorization:") for data in server.heard)
    assert tried == (1 if name == "password" else 0)


def test_a_camera_that_answers_nothing_is_tried_again_within_five_seconds(scene: Scene) -> None:
    at = scene.servers["silent"].connected_at
    assert len(at) >= 3
    assert max(later - earlier for earlier, later in pairwise(at)) <= 5


def test_a_corrected_password_counts_at_once(scene: Scene) -> None:
    """The plan changed: nobody waits for the minute to be over."""
    assert scene.unlocked_s < 5
    causes = [gap.cause for gap in scene.recorder.gaps("locked")]
    assert causes[0] == "camera_unreachable"
    assert "credentials_refused" in causes
    assert scene.recorder.seconds_without_account("locked") == 0


def test_no_password_stands_in_the_log_or_the_journal(scene: Scene) -> None:
    folder = scene.recorder.data
    for path in (*folder.logs.iterdir(), *folder.spool.rglob("*.jsonl"), *folder.run.iterdir()):
        assert b"sai-mat-khau" not in path.read_bytes(), path
