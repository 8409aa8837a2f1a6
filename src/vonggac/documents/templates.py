"""The school's own DOCX templates: checked, proposed by one person, taken into use by another (I9), kept for ever.

``<data>/templates/<form>/<sha256>.docx`` and beside them ``state.json``: what is used, what is proposed. Called by
``web``, which asks who may and writes the ledger's entry. Files appear whole or not at all (I3).
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vonggac.documents import client
from vonggac.documents.findings import LARGEST_TEMPLATE, Finding
from vonggac.documents.forms import FORMS
from vonggac.kernel.files import write_whole


class Unfit(ValueError):
    """The file can't be a template of this form."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(", ".join(each.code for each in findings))
        self.findings = findings


class NotTaken(ValueError):
    """``code``: own (who proposed can't confirm), changed (another file is proposed by now), none."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Chosen:
    """``digest``: SHA-256 of the file in hex, empty for the form's own template. ``by``: who did it, an id."""

    digest: str
    by: str
    at_us: int
    proposed_by: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    used: Chosen | None
    proposed: Chosen | None


def check(form: str, content: bytes) -> list[Finding]:
    """What is wrong with it; in the child process. Raises ``client.NotRendered`` where that could not be found out."""
    if len(content) > LARGEST_TEMPLATE:
        return [Finding("too_large")]
    return client.check(form, content)


class Shelf:
    """The templates below one data folder."""

    def __init__(self, data: Path) -> None:
        self._root = data / "templates"

    def state(self, form: str) -> State:
        try:
            kept = json.loads(self._state_file(form).read_bytes())
        except FileNotFoundError:
            kept = {}
        return State(_chosen(kept.get("used")), _chosen(kept.get("proposed")))

    def propose(self, form: str, content: bytes, *, by: str, at_us: int) -> Chosen:
        """Puts the file beside and names it as proposed. Raises Unfit; a later proposal takes the place of this one."""
        findings = check(form, content)
        if any(each.severe for each in findings):
            raise Unfit(findings)
        digest = hashlib.sha256(content).hexdigest()
        write_whole(self._file(form, digest), content)
        made = Chosen(digest, by, at_us, missing=tuple(each.detail for each in findings))
        self._keep(form, State(self.state(form).used, made))
        return made

    def confirm(self, form: str, digest: str, *, by: str, at_us: int) -> Chosen:
        """Takes exactly the file that the head saw. Raises NotTaken."""
        state = self.state(form)
        proposed = self._standing(state, digest)
        if proposed.by == by:
            raise NotTaken("own")
        used = Chosen(digest, by, at_us, proposed_by=proposed.by, missing=proposed.missing)
        self._keep(form, State(used, None))
        return used

    def decline(self, form: str, digest: str) -> None:
        """Raises NotTaken. The file stays on the disk, unused."""
        state = self.state(form)
        self._standing(state, digest)
        self._keep(form, State(state.used, None))

    def return_to_ours(self, form: str, *, by: str, at_us: int) -> None:
        """The form's own template from now on. Raises NotTaken where it is already."""
        state = self.state(form)
        if state.used is None or not state.used.digest:
            raise NotTaken("none")
        self._keep(form, State(Chosen("", by, at_us), state.proposed))

    def current(self, form: str) -> bytes:
        """What ``client.render`` takes as ``template``: empty for the form's own.

        A file that is not the one that was confirmed is not used: raises Unfit.
        """
        used = self.state(form).used
        return self.file(form, used.digest) if used and used.digest else b""

    def file(self, form: str, digest: str) -> bytes:
        """Raises Unfit where the file is gone or altered."""
        try:
            content = self._file(form, digest).read_bytes()
        except FileNotFoundError:
            content = b""
        if hashlib.sha256(content).hexdigest() != digest:
            raise Unfit([Finding("no_docx")])
        return content

    def _standing(self, state: State, digest: str) -> Chosen:
        if state.proposed is None:
            raise NotTaken("none")
        if state.proposed.digest != digest:
            raise NotTaken("changed")
        return state.proposed

    def _folder(self, form: str) -> Path:
        if form not in FORMS:
            raise KeyError(form)
        return self._root / form

    def _file(self, form: str, digest: str) -> Path:
        return self._folder(form) / f"{digest}.docx"

    def _state_file(self, form: str) -> Path:
        return self._folder(form) / "state.json"

    def _keep(self, form: str, state: State) -> None:
        kept = {
            name: asdict(each)
            for name, each in (("used", state.used), ("proposed", state.proposed))
            if each is not None
        }
        write_whole(self._state_file(form), json.dumps(kept, indent=1).encode())


def _chosen(kept: Any) -> Chosen | None:
    return Chosen(**{**kept, "missing": tuple(kept["missing"])}) if kept else None
