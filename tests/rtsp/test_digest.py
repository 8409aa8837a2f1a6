"""Authentication: what the RFCs' examples say, and what both our sides agree on."""

import base64

import hypothesis.strategies as st
import pytest
from hypothesis import given

from vonggac.rtsp.digest import Authorizer, Challenger, Verdict, parse_challenges
from vonggac.rtsp.messages import Headers, Request

RFC_7616 = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
    'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_example_of_rfc_7616_gives_its_response(
    algorithm: str, response: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    monkeypatch.setattr("vonggac.rtsp.digest.secrets.token_hex", lambda size: cnonce)
    authorizer = Authorizer("Mufasa", "Circle of Life")
    assert authorizer.challenged([RFC_7616.format(algorithm=algorithm)])
    assert f'response="{response}"' in (authorizer.header("GET", "/dir/index.html") or "")


def test_a_challenge_without_qop_and_algorithm_gets_neither_back() -> None:
    """The form that most cameras ask for (RFC 2069): some refuse answers that say more."""
    authorizer = Authorizer("admin", "12345")
    assert authorizer.challenged(['Digest realm="IP Camera(12345)", nonce="abc"'])
    header = authorizer.header("DESCRIBE", "rtsp://10.0.0.2/live") or ""
    assert "algorithm" not in header
    assert "qop" not in header
    assert 'uri="rtsp://10.0.0.2/live"' in header


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)


@given(
    username=TEXT,
    password=TEXT,
    realm=TEXT,
    algorithm=st.sampled_from(["MD5", "MD5-sess", "SHA-256", "SHA-256-sess"]),
    qop=st.booleans(),
)
def test_what_one_side_signs_the_other_accepts(
    username: str, password: str, realm: str, algorithm: str, qop: bool
) -> None:
    guard = Challenger(realm, username, password, (algorithm,), qop=qop)
    authorizer = Authorizer(username, password)
    assert authorizer.challenged(guard.challenges())
    assert guard.verify(signed(authorizer, "DESCRIBE")) is Verdict.ACCEPTED
    request = signed(authorizer, "SETUP")
    assert guard.verify(request) is Verdict.ACCEPTED
    assert Challenger(realm, username, password + "x", (algorithm,)).verify(request) is not (
        Verdict.ACCEPTED
    )


def signed(authorizer: Authorizer, method: str) -> Request:
    uri = "rtsp://127.0.0.1/live"
    header = authorizer.header(method, uri)
    return Request(Headers([("Authorization", header)] if header else []), b"", method, uri)


def test_a_request_signed_for_one_method_does_not_serve_for_another() -> None:
    guard = Challenger("r", "admin", "1")
    authorizer = Authorizer("admin", "1")
    authorizer.challenged(guard.challenges())
    request = signed(authorizer, "DESCRIBE")
    request.method = "TEARDOWN"
    assert guard.verify(request) is Verdict.REFUSED


def test_the_strongest_scheme_is_chosen() -> None:
    """Three lines or one, in any order."""
    lines = ['Basic realm="b"', 'Digest realm="m", nonce="1"']
    lines += ['Digest realm="s", nonce="2", algorithm=SHA-256']
    assert [c.realm for c in parse_challenges(lines)] == ["s", "m", "b"]
    assert [c.realm for c in parse_challenges([", ".join(lines)])] == ["s", "m", "b"]


def test_basic_is_answered_when_nothing_else_is_asked() -> None:
    guard = Challenger("r", "quản trị", "mật khẩu", (), basic=True)
    authorizer = Authorizer("quản trị", "mật khẩu")
    assert authorizer.challenged(guard.challenges())
    request = signed(authorizer, "PLAY")
    assert guard.verify(request) is Verdict.ACCEPTED
    value = (request.headers.get("Authorization") or "").removeprefix("Basic ")
    assert base64.b64decode(value).decode() == "quản trị:mật khẩu"


def test_a_stale_nonce_is_worth_another_try_and_a_wrong_password_is_not() -> None:
    guard = Challenger("r", "admin", "right")
    wrong = Authorizer("admin", "wrong")
    assert wrong.challenged(guard.challenges())
    assert guard.verify(signed(wrong, "PLAY")) is Verdict.REFUSED
    assert not wrong.challenged(guard.challenges())
    right = Authorizer("admin", "right")
    assert right.challenged(guard.challenges())
    guard.renew_nonce()
    assert guard.verify(signed(right, "PLAY")) is Verdict.STALE
    assert right.challenged(guard.challenges(stale=True))
    assert guard.verify(signed(right, "PLAY")) is Verdict.ACCEPTED


@pytest.mark.parametrize(
    "line", ["", "Negotiate abc", 'Digest realm="x"', 'Digest nonce="1", algorithm=SHA-512']
)
def test_a_challenge_that_we_cannot_answer_is_not_answered(line: str) -> None:
    assert not Authorizer("admin", "1").challenged([line])


@given(st.lists(st.text(max_size=60), max_size=4))
def test_challenges_of_garbage_raise_nothing(lines: list[str]) -> None:
    Authorizer("admin", "1").challenged([f"Digest {line}" for line in lines])


def test_no_password_stands_in_a_representation() -> None:
    assert "geheim" not in repr(Authorizer("admin", "geheim"))
    assert "geheim" not in repr(Challenger("r", "admin", "geheim"))
    assert "geheim" not in repr(Headers([("Authorization", "geheim")]))
