"""Brings the tables of both databases to this version (docs/decisions/0035-folded-migrations.md)."""

from typing import Any, Self

from django.db import connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations import CreateModel, RunSQL
from django.db.migrations.state import ModelState, ProjectState

from vonggac.ledger.growing import Belt
from vonggac.search import services as search


class MadeElsewhere(Exception):
    """The tables were made by a version whose migrations this one does not have. Nothing was changed."""


def bring_up() -> None:
    """Runs what is missing, in both databases. Nothing is changed where one of them was made by another version.

    Of Django's own verb there is no check of the settings, and no list of contrib's permissions: nobody asks for them.
    """
    office, archive = (Executor(connections[alias]) for alias in ("default", "archive"))
    for each in (office, archive):
        _require_known(each)
    targets = office.loader.graph.leaf_nodes()
    if office.migration_plan(targets):
        search.stand_aside()
    office.migrate(targets)
    # Of the other rooms the archive's file holds nothing.
    archive.migrate(archive.loader.graph.leaf_nodes("archive"))


def _require_known(executor: MigrationExecutor) -> None:
    """Raises MadeElsewhere."""
    strange = sorted(executor.loader.applied_migrations.keys() - executor.loader.disk_migrations)
    if strange:
        first = ".".join(strange[0])
        raise MadeElsewhere(f"{first} and {len(strange) - 1} more" if strange[1:] else first)
    try:
        executor.loader.check_consistent_history(executor.connection)
    except InconsistentMigrationHistory as fault:
        raise MadeElsewhere(str(fault)) from fault


class Executor(MigrationExecutor):
    """Django's own, but quicker where a migration does nothing but make tables."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **kwargs: Any
    ) -> ProjectState:
        kind = _OnlyNewTables if only_makes_tables(migration) else ProjectState
        if type(state) is not kind:
            rendered = state.apps
            state = kind(models=state.models, real_apps=state.real_apps)
            if kind is _OnlyNewTables:
                vars(state)["apps"] = rendered
        return super().apply_migration(state, migration, *args, **kwargs)


def only_makes_tables(migration: Migration) -> bool:
    """Tables, their triggers, plain SQL: nothing that looks at the models as they were before."""
    return all(
        isinstance(each, CreateModel | Belt)
        or (isinstance(each, RunSQL) and not each.state_operations)
        for each in migration.operations
    )


class _OnlyNewTables(ProjectState):
    """Renders a new model alone: no model that stands refers to it, and only its own table is made.

    Django renders every model again that is related to the new one, by whatever way: all of them, at each table. What
    is rendered here is not used for anything else: the state is left whenever another operation comes.
    """

    def add_model(self, model_state: ModelState) -> None:
        apps = vars(self).pop("apps")
        super().add_model(model_state)
        apps.render_multiple([model_state])
        vars(self)["apps"] = apps

    def clone(self) -> Self:
        """The state before an operation: none of these operations looks at it."""
        return self
