"""A ledger that grows, in a folder of its own, and a witness that two people of Yên Cường entered."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.scenes.schools import SchoolScene
from tests.scenes.witnesses import served
from vonggac.anchors import services
from vonggac.anchors.asker import Asker
from vonggac.anchors.models import Standing, Witness
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.keys import ensure_log_key, log_verifiers
from vonggac.ledger.writer import LedgerWriter
from vonggac.witness.asking import Place
from vonggac.witness.keeping import Witness as Machine
from vonggac.witness.keeping import ensure_key, trust

NAME = "thpt-lan-can.example/w1"


@dataclass
class Home:
    """``data``: the school's; ``machine``: the witness's, elsewhere."""

    data: DataFolder
    machine: Machine

    def grow(self, entries: int = 3) -> int:
        """Appends and signs; the size."""
        key = ensure_log_key(self.data.keys)
        earlier = log_verifiers(self.data.keys)[1:]
        with LedgerWriter(self.data.ledger, key=key, earlier=earlier) as writer:
            writer.append([{"t": "config.change", "what": f"step.{n}"} for n in range(entries)])
            return writer.checkpoint().checkpoint.size

    def asker(self) -> Asker:
        """As in a clerk that has just started."""
        return Asker(self.data, timeout_s=20)

    def copied(self, to: Path) -> None:
        """An administrator's backup of the whole ledger."""
        shutil.copytree(self.data.ledger, to)

    def put_back(self, copy: Path) -> None:
        shutil.rmtree(self.data.ledger)
        shutil.copytree(copy, self.data.ledger)

    @contextmanager
    def up(self) -> Iterator[Place]:
        """While the witness answers; its address goes to whoever counts."""
        with served(self.machine) as place:
            yield place


def home_in(folder: Path) -> Home:
    data = DataFolder(folder / "school")
    data.prepare()
    key = ensure_key(folder / "elsewhere", NAME)
    trust(folder / "elsewhere", ensure_log_key(data.keys).verifier.vkey)
    return Home(data, Machine(folder / "elsewhere", key))


def confirmed(school: SchoolScene, place: Place) -> Witness:
    """Entered by thầy Cường, confirmed by cô Ánh."""
    row = services.propose(
        school=school.id,
        by=school.it_teacher,
        vkey=place.key.vkey,
        address=place.address,
        place="Trường THCS Yên Cường, tủ thiết bị",
    )
    return services.confirm(witness=row.id, by=school.principal)


def standing(row: Witness) -> Standing:
    return Standing.objects.get(witness=row)
