"""One package a session, made in the first test that wants it; every test breaks its own copy."""

from pathlib import Path

import pytest

from tests.scenes.packages import Package, gate_package


@pytest.fixture
def package(db: None, tmp_path_factory: pytest.TempPathFactory) -> Package:
    return gate_package(_folder(tmp_path_factory))


def _folder(factory: pytest.TempPathFactory) -> Path:
    path = factory.getbasetemp() / "package-store"
    path.mkdir(exist_ok=True)
    return path
