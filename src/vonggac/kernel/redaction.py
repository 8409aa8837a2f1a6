"""One function takes secrets out of text: every logger, error and page that repeats outside text uses it."""

import re

_HIDDEN = "•••"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # user:password@ in any address, however often a careless address repeats the @
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^/\s\"'<>]*@"), rf"\1{_HIDDEN}@"),
    (re.compile(r"(?i)((?:proxy-)?authorization\s*[:=]\s*)[^\r\n]+"), rf"\1{_HIDDEN}"),
    (re.compile(r"(?i)((?:set-)?cookie\s*[:=]\s*)[^\r\n]+"), rf"\1{_HIDDEN}"),
    (
        re.compile(
            r"(?i)([\"']?\b(?:password|passwd|pwd|secret|token|ticket|api_?key|private_?key)\b[\"']?\s*[:=]\s*)"
            r"(\"[^\"]*\"|'[^']*'|[^\s,;&}\"']+)"
        ),
        rf"\1{_HIDDEN}",
    ),
    # tickets stand in the path of media addresses (ACCESS §3.2)
    (re.compile(r"(/(?:media|live)/)[^/\s\"'?]+"), rf"\1{_HIDDEN}"),
)


def redact(text: str) -> str:
    """The text without credentials in addresses, authorisation headers, cookies, named secrets, media tickets."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
