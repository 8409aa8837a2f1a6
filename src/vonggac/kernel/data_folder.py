"""Where everything of one installation lies, below one folder."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Paths only; makes nothing by itself but what ``prepare`` says."""

    root: Path

    @property
    def office_db(self) -> Path:
        """Deeds: what must be backed up."""
        return self.root / "office.sqlite3"

    @property
    def archive_db(self) -> Path:
        """Index of the footage: ``vonggac reindex`` rebuilds it from the disk."""
        return self.root / "archive.sqlite3"

    @property
    def spool(self) -> Path:
        """``spool/<camera>/*.jsonl``: facts from the recorders, not yet adopted."""
        return self.root / "spool"

    @property
    def events(self) -> Path:
        """``events/<camera>/<day>.<writer>.jsonl``: what happened before the cameras, kept as long as the footage."""
        return self.root / "events"

    @property
    def heat(self) -> Path:
        """``heat/<camera>/<day>.heat``: where in the picture something moved, minute by minute."""
        return self.root / "heat"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger"

    @property
    def keys(self) -> Path:
        """Key epochs, log key, application secrets; readable by one user."""
        return self.root / "keys"

    @property
    def papers(self) -> Path:
        """``papers/<id>``: scans of signed papers, sealed one by one; backed up with the office's database."""
        return self.root / "papers"

    @property
    def pictures(self) -> Path:
        """``pictures/<id>``: snapshots, sealed one by one; backed up with the office's database."""
        return self.root / "pictures"

    @property
    def exports(self) -> Path:
        """``exports/<id>/``: finished packages, sealed, until their days are over."""
        return self.root / "exports"

    @property
    def aside(self) -> Path:
        """``aside/<day>/``: files of papers, pictures and exports that no row tells of (``cli.strays``)."""
        return self.root / "aside"

    @property
    def run(self) -> Path:
        """Locks, ports and tokens of the processes that run now; worth nothing after a reboot."""
        return self.root / "run"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def volumes_file(self) -> Path:
        """JSON list of the folders that segments are written to, first the one in use."""
        return self.root / "volumes.json"

    @property
    def default_volume(self) -> Path:
        return self.root / "footage"

    def prepare(self) -> None:
        """Makes the folders, closed to other users."""
        for folder in (
            self.root,
            self.spool,
            self.events,
            self.heat,
            self.ledger,
            self.keys,
            self.exports,
            self.papers,
            self.pictures,
            self.run,
            self.logs,
            self.default_volume,
        ):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
