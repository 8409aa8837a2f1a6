"""What the tests need from the system: a browser, an RTSP server that is not ours, a token in software.

``python -m tests.setup``.
"""

import os
import shutil
import subprocess
import sys

PACKAGES = (
    "chromium",
    "faketime",
    "ffmpeg",
    "gettext",
    "iproute2",
    "openssl",
    "softhsm2",
    "python3-gi",
    "gir1.2-gst-rtsp-server-1.0",
    "gstreamer1.0-plugins-base",
    "gstreamer1.0-plugins-good",
    "gstreamer1.0-plugins-bad",
    "gstreamer1.0-libav",
    "gstreamer1.0-tools",
    "xxd",
)


def missing() -> list[str]:
    """Packages that dpkg does not know as installed."""
    absent = []
    for package in PACKAGES:
        query = ["dpkg-query", "-W", "-f", "${Status}", package]
        found = subprocess.run(query, capture_output=True, text=True, check=False)
        if "install ok installed" not in found.stdout:
            absent.append(package)
    return absent


def main() -> int:
    """0 when everything is there; otherwise says what is not."""
    if shutil.which("dpkg-query") is None:
        print("Not Debian: install Chromium, FFmpeg and gst-rtsp-server by hand.")  # noqa: T201  (a command line)
        return 0
    absent = missing()
    if not absent:
        return 0
    print("Installing for the tests:", *absent, flush=True)  # noqa: T201  (a command line)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", *absent]):
        command = ["apt-get", "-q", *step]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return 0


if __name__ == "__main__":
    sys.exit(main())
