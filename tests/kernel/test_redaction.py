"""No credential survives into a log line, an error or a page (invariant I11)."""

import pytest

from vonggac.kernel.redaction import redact

SECRET = "Bi-Mat@123"


@pytest.mark.parametrize(
    "text",
    [
        f"rtsp://admin:{SECRET}@192.168.1.64:554/Streaming/Channels/101",
        f"could not open 'rtsp://admin:{SECRET}@camera/a' (rtsp://x:{SECRET}@b/c)",
        f"RTSP://ADMIN:{SECRET}@CAMERA/",
        f"Authorization: Basic {SECRET}",
        f'authorization: Digest username="a", response="{SECRET}"\r\n',
        f"Cookie: vonggac={SECRET}; other=1",
        f"password={SECRET} user=admin",
        f'{{"password": "{SECRET}", "port": 554}}',
        f"token='{SECRET}'",
        f"GET /media/{SECRET}/index.m3u8 HTTP/1.1",
        f"GET /live/{SECRET} HTTP/1.1",
    ],
)
def test_the_secret_is_gone(text: str) -> None:
    assert SECRET not in redact(text)
    assert "123" not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "rtsp://192.168.1.64:554/Streaming/Channels/101?channel=1",
        "stream interrupted camera=c7f3a cause=camera_unreachable",
        "http://127.0.0.1:8080/live",
    ],
)
def test_what_is_no_secret_stays_readable(text: str) -> None:
    assert redact(text) == text
