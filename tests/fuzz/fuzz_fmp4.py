"""Throws damaged init segments and fragments at the reader; only ``Malformed`` may come back.

By hand, for as long as wanted: ``python -m tests.fuzz.fuzz_fmp4 [corpus folder]`` with atheris
installed. The suite runs a few thousand mutations without it (``tests/fmp4/test_reader.py``).
"""

import sys

from vonggac.fmp4.boxes import Malformed
from vonggac.fmp4.codecs import codec_string
from vonggac.fmp4.init import init_segment
from vonggac.fmp4.reader import first_sample, read_fragment, read_init, rebase, select_tracks

try:
    import atheris
except ImportError:
    atheris = None


def attempt(data: bytes) -> None:
    """One input through everything that reads bytes of unknown origin."""
    for read in (read_fragment, first_sample):
        try:
            read(data)
        except Malformed:
            continue
    try:
        rebase(data, {1: 90_000, 2: -16_000})
        select_tracks(data, {1})
    except Malformed:
        pass
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
