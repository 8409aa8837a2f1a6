"""The seat belt under books that only grow (I7): triggers that refuse to change or remove a row, for migrations."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from django.db import router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

EVENTS = ("UPDATE", "DELETE")


class Belt(Operation):
    """Triggers that refuse. No model is rendered for them: a RunPython would have all of them made anew."""

    reduces_to_sql = True

    @abstractmethod
    def refused(self, editor: BaseDatabaseSchemaEditor) -> Mapping[str, str]:
        """Name of a trigger, which is what it refuses with → when: ``BEFORE UPDATE ON table WHEN condition``."""

    @abstractmethod
    def names(self) -> Sequence[str]:
        """Of all its triggers, known without the database."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's models know of no trigger."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if not _concerns(schema_editor, app_label):
            return
        for name, when in self.refused(schema_editor).items():
            # Without parameters, so that a percent sign is one.
            schema_editor.execute(
                f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{name}'); END",
                params=None,
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if not _concerns(schema_editor, app_label):
            return
        for name in self.names():
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")

    def describe(self) -> str:
        return f"{len(self.names())} triggers"


def _concerns(editor: BaseDatabaseSchemaEditor, app: str) -> bool:
    connection = editor.connection
    return connection.vendor == "sqlite" and router.allow_migrate(connection.alias, app)


class Refuse(Belt):
    """These triggers, as they are written."""

    def __init__(self, refused: Mapping[str, str]) -> None:
        self._refused = dict(refused)

    def refused(self, editor: BaseDatabaseSchemaEditor) -> Mapping[str, str]:
        return self._refused

    def names(self) -> Sequence[str]:
        return list(self._refused)


class _OnlyGrow(Belt):
    def __init__(
        self, app: str, tables: Sequence[str], settling: Mapping[str, Sequence[str]]
    ) -> None:
        self._app, self._tables, self._settling = app, tables, settling

    def refused(self, editor: BaseDatabaseSchemaEditor) -> Mapping[str, str]:
        every = ((table, event) for table in (*self._tables, *self._settling) for event in EVENTS)
        return {
            self._name(table, event): f"BEFORE {event} ON {self._app}_{table}"
            + (
                f" WHEN {self._unsettled(editor, table)}"
                if event == "UPDATE" and table in self._settling
                else ""
            )
            for table, event in every
        }

    def names(self) -> Sequence[str]:
        tables = (*self._tables, *self._settling)
        return [self._name(table, event) for table in tables for event in EVENTS]

    def _name(self, table: str, event: str) -> str:
        return f"{self._app}_{table}_no_{event.lower()}"

    def _unsettled(self, editor: BaseDatabaseSchemaEditor, table: str) -> str:
        """Every other column stays as it is; these go from NULL to a value."""
        columns = self._settling[table]
        with editor.connection.cursor() as cursor:
            cursor.execute(f"PRAGMA table_info({self._app}_{table})")
            held = [name for _at, name, *_rest in cursor.fetchall() if name not in columns]
        changed = [f'NEW."{each}" IS NOT OLD."{each}"' for each in held]
        again = [
            f'(OLD."{each}" IS NOT NULL AND NEW."{each}" IS NOT OLD."{each}")' for each in columns
        ]
        return " OR ".join([*changed, *again])


def only_grow(
    app: str, *tables: str, settle_once: Mapping[str, Sequence[str]] | None = None
) -> Belt:
    """No row of these tables is changed or removed any more.

    ``settle_once``: table → the columns that may be changed in it, each from NULL to a value and never again.
    """
    return _OnlyGrow(app, tables, settle_once or {})
