"""``verify.html``: the page that a recipient opens from a disk, one file, no network (FORMATS §11).

Written as modules in ``page/``, joined here. Its content security policy allows that one script and that one style by
their hashes, and nothing else.
"""

import base64
import re
from functools import cache
from hashlib import sha256
from importlib import resources

_MODULES = (
    "bytes.js",
    "sha256.js",
    "ed25519.js",
    "log.js",
    "canonical.js",
    "sources.js",
    "accounts.js",
    "anchors.js",
    "checks.js",
    "main.js",
)
_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


@cache
def verify_page() -> bytes:
    """The whole file; the same bytes for one version of the program."""
    script, style = script_of(), "\n" + _part("page.css")
    policy = (
        f"default-src 'none'; script-src '{_source(script)}'; style-src '{_source(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = _part("page.html").replace("{policy}", policy)
    return page.replace("{style}", style).replace("{script}", script).encode()


def script_of(*, exposed: bool = False) -> str:
    """The modules as one script. ``exposed``: without the page's own, what they export as ``verifying``, for tests."""
    modules = _MODULES[:-1] if exposed else _MODULES
    names = [name for each in modules for name in _EXPORTED.findall(_part(each))]
    tail = f"globalThis.verifying = {{ {', '.join(names)} }};\n" if exposed else ""
    return '\n(() => {\n"use strict";\n' + "".join(map(_wrapped, modules)) + tail + "})();\n"


def _wrapped(name: str) -> str:
    """A module as a function's body: what it exports goes out, its own names stay inside."""
    text = _part(name)
    exported = _EXPORTED.findall(text)
    body = _EXPORT.sub("", _IMPORT.sub("", text))
    if not exported:
        return f"{{\n{body}}}\n"
    return f"const {{ {', '.join(exported)} }} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();\n"


def _source(text: str) -> str:
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


def _part(name: str) -> str:
    return resources.files("vonggac.evidence").joinpath("page", name).read_text("utf-8")
