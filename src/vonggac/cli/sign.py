"""``vonggac sign``: papers signed with a USB token, on the computer that it is plugged into (ADR 0038)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vonggac.cli.output import FINDINGS, FINE, could_not_run
from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import to_datetime
from vonggac.kernel.papers import LARGEST_BYTES
from vonggac.places.schedule import SCHOOL_ZONE

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

app = typer.Typer()

SIGNED = "-da-ky.pdf"
"""What the signed copy's name ends in."""
_WHY = {
    "no_module": "this is no PKCS#11 module of this computer: give the file that the token's program installed"
    " (its manual names it).",
    "no_token": "no such token is plugged in: without a paper, `vonggac sign` lists those that are.",
    "several_tokens": "several tokens are plugged in: say which with --token.",
    "wrong_pin": "the token does not take this PIN. A few wrong ones lock it for good: look it up before trying again.",
    "pin_locked": "the token is locked by wrong PINs: its issuer unlocks it.",
    "no_key": "the token holds no key with a certificate to sign with.",
    "several_keys": "the token holds several certificates: say whose with --holder.",
    "expired": "the certificate has expired: have it renewed by its issuer.",
    "not_yet": "the certificate is not valid yet: is this computer's clock right?",
    "not_pdf": "only a PDF is signed.",
    "too_big": "larger than 16 MB: scan it in grey at 200 dpi, or in parts.",
    "locked_pdf": "it is locked with a password: take one without.",
    "broken": "the PDF cannot be read: make it again, or print it to a new PDF.",
    "failed": "the token did not sign: is it still plugged in?",
}


@app.command()
def sign(
    *,
    module: Annotated[
        Path, typer.Option(help="The token's PKCS#11 module: a .dll or .so of its program.")
    ],
    papers: Annotated[
        list[Path] | None, typer.Argument(help="PDF files; none: lists the tokens.")
    ] = None,
    token: Annotated[str, typer.Option(help="Label of the token, where several are.")] = "",
    holder: Annotated[str, typer.Option(help="Name in the certificate, where several are.")] = "",
    into: Annotated[
        Path | None, typer.Option(help="Folder of the signed copies; none: beside each paper.")
    ] = None,
    line: Annotated[
        bool, typer.Option(help="A line at the foot of the last page says who signed and when.")
    ] = True,
) -> None:
    """Signs papers with a USB token, the PIN asked once. Exit 0 all signed · 1 not all · 2 none could be."""
    from vonggac.signing.facts import NotSigned

    try:
        if not papers:
            _list(module)
            return
        bad = _sign_all(papers, module, token, holder, into, line=line)
    except NotSigned as refused:
        could_not_run(f"Not signed: {_WHY.get(refused.code, _WHY['failed'])}")
    raise typer.Exit(FINDINGS if bad else FINE)


def _list(module: Path) -> None:
    from vonggac.signing import usb_token

    found = usb_token.held(module)
    if not found:
        could_not_run("No token is plugged in that this module knows.")
    for each in found:
        print(f"{each.label}   ({each.maker})")
        for name in each.holders:
            print(f"    {name}")
        if each.last_try:
            print("    one more wrong PIN locks it")


def _sign_all(
    papers: list[Path], module: Path, token: str, holder: str, into: Path | None, *, line: bool
) -> int:
    """How many were not signed: whatever is wrong with one paper, the others are signed."""
    from vonggac.signing import usb_token
    from vonggac.signing.facts import NotSigned

    usb_token.only_token(module, token)
    pin = typer.prompt("PIN", hide_input=True)
    bad = 0
    with usb_token.opened(module, pin, label=token, holder=holder) as signer:
        for paper in papers:
            try:
                print(f"{paper}: signed, {_sign_one(paper, signer, into, line=line)}")
            except NotSigned as refused:
                print(f"{paper}: {_WHY[refused.code]}")
                bad += 1
            except OSError as fault:
                print(f"{paper}: {fault.strerror or fault}")
                bad += 1
    return bad


def _sign_one(paper: Path, signer: "Signer", into: Path | None, *, line: bool) -> Path:
    """Where the signed copy stands: the paper itself is left as it is, a copy that is there too."""
    from vonggac.signing import making
    from vonggac.signing.facts import NotSigned

    with paper.open("rb") as file:
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise NotSigned("too_big")
    if not content.startswith(b"%PDF-"):
        raise NotSigned("not_pdf")
    made = making.sign(content, signer, visible=_line() if line else "")
    there = (into or paper.parent) / f"{paper.stem}{SIGNED}"
    with there.open("xb") as file:
        file.write(made)
    return there


def _line() -> str:
    """In Vietnamese, as the paper is."""
    at = to_datetime(now_us()).astimezone(SCHOOL_ZONE)
    return f"Ký số bởi {{name}}, {at:%H:%M %d/%m/%Y}"
