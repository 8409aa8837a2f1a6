"""The test databases, without walking through every migration in every worker; properties, without a stopwatch."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from hypothesis import HealthCheck
from hypothesis import settings as properties
from pytest_django.plugin import DjangoDbBlocker

from tests.scenes.databases import load

# A property holds or it does not, however slow the machine is just now.
properties.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("steady")


def pytest_collection_finish() -> None:
    """What is there now stays: looking through it for garbage again and again is a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Stands for pytest-django's own: both databases in memory, filled from files that were migrated once."""
    names = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    with django_db_blocker.unblock():
        for alias in names:
            _begin(alias)
    yield
    with django_db_blocker.unblock():
        for alias, name in names.items():
            connections[alias].creation.destroy_test_db(name, verbosity=0)


def _begin(alias: str) -> None:
    connection: Any = connections[alias]
    connection.close()
    in_memory = connection.creation._get_test_db_name()
    settings.DATABASES[alias]["NAME"] = in_memory
    connection.settings_dict["NAME"] = in_memory
    load(connection, alias)
