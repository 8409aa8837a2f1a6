"""Throws damaged init segments and fragments at the reader; only ``Malformed`` may come back.

By hand, for as long as wanted: ``python -m tests.fuzz.fuzz_fmp4 [corpus folder]`` with atheris
installed. The suite runs a few thousand mutations without it (``tests/fmp4/test_reader.py``).
"""

import contextlib
import sys

from vonggac.fmp4.boxes import Malformed
from vonggac.fmp4.codecs import codec_string
from vonggac.fmp4.init import init_segment
from vonggac.fmp4.reader import read_fragment, read_init, select_tracks

try:
    import atheris
except ImportError:
    atheris = None


def attempt(data: bytes) -> None:
    """One input through everything that reads bytes of unknown origin."""
    for cut in (False, True):
        try:
            read_fragment(data, cut=cut)
        except Malformed:
            continue
    with contextlib.suppress(Malformed):
        select_tracks(data, {1})
    try:
        tracks = read_init(data)
    except Malformed:
        return
    try:
        init_segment(tracks)
        for track in tracks:
            codec_string(track)
    except ValueError:
        return


def main() -> None:
    if atheris is None:
        raise SystemExit("atheris is not installed: pip install atheris")
    atheris.instrument_all()
    atheris.Setup(sys.argv, attempt)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
