"""A witness over HTTP on the loopback, and the log's side of it: races, deaths, lies."""

import http.client
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.scenes.witnesses import NAME, Log, served, witness_in, witness_key
from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.ledger.checkpoints import open_checkpoint
from vonggac.ledger.notes import Verifier
from vonggac.witness import asking
from vonggac.witness.asking import Conflict, Cosigned, Fault, NoAnswer, Place, latest, submit
from vonggac.witness.keeping import Witness
from vonggac.witness.wire import AddCheckpoint, origin_hash


def asked(log: Log, old: int, size: int) -> AddCheckpoint:
    return AddCheckpoint.parse(log.ask(old, size))


def test_a_log_asks_and_verifies(tmp_path: Path) -> None:
    log = Log().grown(9)
    key = log.key.verifier
    with served(witness_in(tmp_path, log)) as place:
        assert latest(place, [key]) is None
        first = submit(place, asked(log, 0, 4), key)
        assert isinstance(first, Cosigned)
        assert submit(place, asked(log, 3, 9), key) == Conflict(4)
        assert submit(place, asked(Log(salt="x").grown(9), 4, 9), key) == Conflict(None)
        assert isinstance(submit(place, asked(log, 4, 9), key), Cosigned)
        found = latest(place, [key])
        assert found is not None
        assert found.checkpoint.size == 9
        with pytest.raises(NoAnswer) as stranger:
            submit(place, asked(Log("c.example/1").grown(2), 0, 2), key)
        assert stranger.value.fault == Fault.STRANGER


def test_two_at_once_never_roll_it_back(tmp_path: Path) -> None:
    """The race of the standard: of many different steps from one state exactly one is taken."""
    log = Log().grown(40)
    key = log.key.verifier
    made = witness_in(tmp_path, log)
    with served(made) as place, ThreadPoolExecutor(8) as pool:
        for start, ends in ((0, range(10, 18)), (None, range(20, 40))):
            held = latest(place, [key])
            old = start if held is None else held.checkpoint.size
            assert old is not None
            answers = list(
                pool.map(
                    lambda size, old=old: (size, submit(place, asked(log, old, size), key)), ends
                )
            )
            taken = [size for size, each in answers if isinstance(each, Cosigned)]
            assert len(taken) == 1
            now = latest(place, [key])
            assert now is not None
            assert now.checkpoint.size == taken[0]


@pytest.mark.parametrize("step", ["checked", "persisted"])
def test_it_may_die_between_checking_and_persisting(tmp_path: Path, step: str) -> None:
    """Before the memory is on the disk nobody has the signature; after it nobody needs it."""
    log = Log().grown(9)
    made = witness_in(tmp_path, log)
    made.add_checkpoint(log.ask(0, 4))

    class Death(BaseException):
        pass

    def die(reached: str) -> None:
        if reached == step:
            raise Death

    dying = Witness(tmp_path, made._key, reached=die)
    with pytest.raises(Death):
        dying.add_checkpoint(log.ask(4, 7))
    again = Witness(tmp_path, made._key)
    held = again.latest(origin_hash(log.key.name)).body
    size = open_checkpoint(held, [log.key.verifier], [made.verifier]).checkpoint.size
    assert size == (7 if step == "persisted" else 4)
    assert again.add_checkpoint(log.ask(size, 9)).status == 200


def test_a_disk_that_takes_nothing_signs_nothing(tmp_path: Path) -> None:
    log = Log().grown(9)
    key = log.key.verifier
    with served(witness_in(tmp_path, log)) as place:
        submit(place, asked(log, 0, 4), key)
        full = patch("vonggac.witness.keeping.write_whole", side_effect=OSError(28, "full"))
        with full, pytest.raises(NoAnswer):
            submit(place, asked(log, 4, 9), key)
        held = latest(place, [key])
        assert held is not None
        assert held.checkpoint.size == 4


def test_a_cosignature_that_does_not_hold_is_not_taken(tmp_path: Path) -> None:
    """Another key under the same name, another text, a time in the future, nothing at all."""
    log = Log().grown(9)
    key, text = log.key.verifier, log.checkpoint(9).text
    right, wrong = witness_key(7), witness_key(8)
    place = Place("http://127.0.0.1:1", right.verifier)
    now_s = now_us() // 1_000_000
    good = right.line(text, second=now_s)
    lies = [
        wrong.line(text, second=now_s),
        right.line(log.checkpoint(8).text, second=now_s),
        right.line(text, second=now_s + 6 * MINUTE_US // 1_000_000),
        "",
        "OK\n",
        "\n" + good,
        good.replace("A", "B", 1),
    ]
    for lie in lies:
        told = patch.object(asking, "_fetch", return_value=(200, lie.encode()))
        with told, pytest.raises(NoAnswer) as caught:
            submit(place, asked(log, 0, 9), key)
        assert caught.value.fault == Fault.NONSENSE
    stranger = wrong.line(text, second=now_s)
    with patch.object(asking, "_fetch", return_value=(200, (stranger + good).encode())):
        assert submit(place, asked(log, 0, 9), key) == Cosigned(good.encode(), now_s)


def test_a_size_that_is_not_proved_is_only_a_word(tmp_path: Path) -> None:
    """The last checkpoint counts only with the log's own signature and the witness's."""
    log, right = Log().grown(9), witness_key(7)
    place = Place("http://127.0.0.1:1", right.verifier)
    for note in (log.note(9), b"", b"9\n", Log(salt="x").grown(9).note(8)[:-4]):
        with patch.object(asking, "_fetch", return_value=(200, note)), pytest.raises(NoAnswer):
            latest(place, [log.key.verifier])


def test_nobody_answers(tmp_path: Path) -> None:
    log = Log().grown(2)
    with served(witness_in(tmp_path, log)) as place:
        pass
    with pytest.raises(NoAnswer) as silent:
        submit(place, asked(log, 0, 2), log.key.verifier, timeout_s=2)
    assert silent.value.fault == Fault.SILENT


def test_odd_requests_are_answered_and_the_next_one_too(tmp_path: Path) -> None:
    log = Log().grown(2)
    with served(witness_in(tmp_path, log)) as place:
        port = int(place.address.rsplit(":", 1)[1])
        odd = [
            ("POST", "/add-checkpoint", b"\xff\x00\xff", {}, 400),
            ("POST", "/add-checkpoint", b"", {"Content-Length": "99999999999"}, 400),
            ("POST", "/other", b"x", {}, 404),
            ("GET", "/", None, {}, 404),
            ("GET", "/../witness.key", None, {}, 404),
            ("GET", "/witness.key", None, {}, 404),
            ("PUT", "/add-checkpoint", b"x", {}, 501),
        ]
        for method, path, body, headers, status in odd:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            line.request(method, path, body, headers)
            assert line.getresponse().status == status
            line.close()
        assert isinstance(submit(place, asked(log, 0, 2), log.key.verifier), Cosigned)


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("http://192.168.1.9:8090", True),
        ("https://witness.so-gd.example/vonggac/", True),
        ("http://[fd00::1]:8090", True),
        ("file:///etc/passwd", False),
        ("http://user:secret@host", False),
        ("http://host/?a=b", False),
        ("http://host\nX: y", False),
        ("", False),
        ("http://" + "a" * 300, False),
    ],
)
def test_an_address_is_an_address(address: str, good: bool) -> None:
    if good:
        assert asking.require_address(address) == address.rstrip("/")
    else:
        with pytest.raises(ValueError, match="address"):
            asking.require_address(address)


def test_the_command_needs_no_installation(tmp_path: Path) -> None:
    """``vonggac witness`` on a machine that has nothing: prints its key, answers, ends when it is told."""
    log = Log().grown(3)
    command = [sys.executable, "-m", "vonggac", "witness", str(tmp_path / "w"), "--name", NAME]
    options = ["--port", "0", "--log", log.key.verifier.vkey]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("VONGGAC", "DJANGO"))}
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, text=True, env=environment, cwd=tmp_path
    ) as running:
        assert running.stdout is not None
        said = dict(running.stdout.readline().split(None, 1) for _ in range(3))
        place = Place(said["address"].strip(), Verifier.parse(said["key"].strip()))
        assert isinstance(submit(place, asked(log, 0, 3), log.key.verifier), Cosigned)
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["w"]
