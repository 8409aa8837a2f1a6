"""Words are legible in the light and in the dark: contrasts of the colours' pairs (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

import vonggac.web

TOKENS = Path(vonggac.web.__file__).parent / "static" / "css" / "tokens.css"
GROUNDS = ("paper", "surface", "sunken", "hover")
WORDS = ("ink", "ink-2", "ink-3", "brand", "brand-strong", "good", "warn", "bad", "info")
TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    *((word, ground, TEXT) for word in WORDS for ground in GROUNDS),
    *((f"{tone}", f"{tone}-soft", TEXT) for tone in ("brand", "good", "warn", "bad", "info")),
    *(("ink", f"{tone}-soft", TEXT) for tone in ("brand", "good", "warn", "bad", "info")),
    ("on-brand", "brand", TEXT),
    ("on-brand", "brand-strong", TEXT),
]


def schemes() -> dict[str, dict[str, str]]:
    """The colours of the light and of the dark page."""
    text = TOKENS.read_text(encoding="utf-8")
    light, _, rest = text.partition("--paper:")
    assert light
    first, _, second = rest.partition("--paper:")
    return {"light": _colours("--paper:" + first), "dark": _colours("--paper:" + second)}


def _colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*#([0-9a-f]{6})", text))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_the_standards() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(scheme: str) -> None:
    colours = schemes()[scheme]
    faint = {
        f"{word} on {ground}": round(found, 2)
        for word, ground, least in PAIRS
        if (found := contrast(colours[word], colours[ground])) < least
    }
    assert faint == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_timeline_tells_by_colour_stands_out_from_the_page(scheme: str) -> None:
    """Footage and every gap that somebody must see; what was expected or erased may be quiet."""
    colours = schemes()[scheme]
    loud = [name for name in colours if name.startswith(("gap-", "event-")) or name == "footage"]
    quiet = {"gap-expected", "event-region"}
    faint = {
        name: round(found, 2)
        for name in loud
        if name not in quiet and (found := contrast(colours[name], colours["surface"])) < SHAPE
    }
    assert faint == {}
