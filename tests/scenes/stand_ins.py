"""What stands in for tap, decoder, archive and the maker of documents where every page is opened."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse

from tests.pictures.conftest import on_the_wall
from tests.scenes.requests import footage_left
from vonggac.documents import client as documents
from vonggac.evidence import snapshots
from vonggac.evidence.snapshots import Shot
from vonggac.kernel.data_folder import DataFolder


def stand_in(stack: ExitStack, folder: Path) -> None:
    """Until the stack is closed; the data folder is in ``folder``."""
    data = DataFolder(folder)
    data.prepare()
    patch = stack.enter_context(pytest.MonkeyPatch.context())
    patch.setattr(settings, "DATA", data)
    patch.setattr(snapshots, "live", lambda _run: on_the_wall)

    def shoot(_grant: object, _camera: str, footage: Any, _order: object, *, asked_us: int) -> Shot:
        return Shot(b"\xff\xd8jpeg", footage.at_us, "ab" * 32, 64, 60)

    patch.setattr(snapshots, "shoot", shoot)
    patch.setattr("django.test.client.store_rendered_templates", lambda *_a, **_k: None)
    patch.setattr("vonggac.web.refusals.render", _plain)
    patch.setattr(documents, "render", lambda *_a, **_k: b"%PDF-1.7")
    stack.enter_context(footage_left())


def _plain(_request: object, template: str, context: Any = None, status: int = 200) -> HttpResponse:
    """A page that refuses costs as much as any other, and is tried in ``test_gate_in_trouble``: here only its words."""
    return HttpResponse(f"{template} {context}", status=status)
