"""Usual addresses by maker: asked politely, and never so often that a camera locks the account."""

import asyncio
from collections import Counter

import pytest

from tests.scenes.virtual import made
from vonggac.kernel.streams import SourceFault
from vonggac.rtsp.digest import Challenger, Verdict
from vonggac.rtsp.messages import Request
from vonggac.rtsp.patterns import MAX_LOGINS, PATTERNS, candidates, guess
from vonggac.simcam.clip import Clip
from vonggac.simcam.server import Credentials, SimServer


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return Clip.load(made(tmp_path_factory.mktemp("clip") / "clip.mp4", pictures=10))


def test_a_camera_of_a_known_maker_is_recognised(clip: Clip) -> None:
    """Its paths give main and sub stream, with one log-in each."""

    async def run() -> None:
        async with SimServer(credentials=Credentials("admin", "pw")) as server:
            server.add("stream1", clip)
            server.add("stream2", clip)
            found = await guess(
                "127.0.0.1", port=server.port, username="admin", password="pw", hint="VIGI C300"
            )
        assert found.brand == "Tapo / VIGI"
        assert found.main_url == f"rtsp://127.0.0.1:{server.port}/stream1"
        assert found.sub_url == f"rtsp://127.0.0.1:{server.port}/stream2"
        assert found.logins <= MAX_LOGINS

    asyncio.run(run())


def test_without_a_log_in_the_whole_table_may_be_asked(clip: Clip) -> None:
    """The last of the table is found; a sub stream that is not there is left empty."""

    async def run() -> None:
        async with SimServer() as server:
            server.add("ch4/main", clip)
            found = await guess("127.0.0.1", port=server.port, channel=4)
        assert (found.brand, found.sub_url, found.logins) == ("Ezviz", "", 0)

    asyncio.run(run())


def test_a_refused_account_is_used_once(clip: Clip, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every path asks for a log-in, and the password is wrong: one try, then the truth."""

    async def run() -> None:
        async with SimServer(credentials=Credentials("admin", "right")) as server:
            server.add("Streaming/Channels/101", clip)
            refusals: Counter[str] = Counter()
            challenger = server.challenger()
            assert challenger is not None
            before = Challenger.verify

            def counted(request: Request) -> Verdict:
                verdict = before(challenger, request)
                refusals[verdict.name] += request.headers.get("Authorization") is not None
                return verdict

            monkeypatch.setattr(Challenger, "verify", lambda _, request: counted(request))
            with pytest.raises(SourceFault) as caught:
                await guess("127.0.0.1", port=server.port, username="admin", password="wrong")
        assert caught.value.code == "refused"
        assert refusals["REFUSED"] <= 1

    asyncio.run(run())


def test_nobody_there_is_said_at_once() -> None:
    with pytest.raises(SourceFault) as caught:
        asyncio.run(guess("127.0.0.1", port=9, timeout_s=1))
    assert caught.value.code == "unreachable"


def test_the_table_is_that_of_the_makers_in_the_country() -> None:
    """Names under which one maker's cameras are sold put it first."""
    assert {"Hikvision", "Dahua", "Uniview", "Tapo / VIGI"} <= {each.brand for each in PATTERNS}
    assert candidates("KBVision KX-2011")[0].brand == "Dahua"
    assert candidates("HiLook")[0].main.format(n=3) == "/Streaming/Channels/301"
    assert len(candidates()) == len(PATTERNS)
