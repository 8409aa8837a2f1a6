"""A school with an hour's footage, a directive that permits an export, and a workshop that builds it."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tests.scenes import moving
from tests.scenes.packages import adopted, one_page
from tests.scenes.schools import SchoolScene, directive, yen_cuong
from tests.scenes.store import Store
from vonggac.evidence import keys
from vonggac.evidence.stamps import own_clock
from vonggac.exports import services
from vonggac.exports.models import Export
from vonggac.kernel.authority import Act
from vonggac.kernel.clock import DAY_US, MINUTE_US, SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.places import services as places

EXPORTING = (Act.PLAYBACK, Act.EXPORT)


@dataclass
class ExportScene:
    """Cô Dung may export the gate's footage of a few minutes of yesterday; cô Ánh approves."""

    school: SchoolScene
    store: Store
    window: Range

    @property
    def camera(self) -> str:
        return self.school.cameras["gate"]

    @property
    def workshop(self) -> services.Workshop:
        return services.Workshop(
            data=self.store.data,
            version="0.0",
            render=one_page,
            authority=own_clock,
            wait=self.archivist,
        )

    def archivist(self) -> bool:
        """A moment passes: what was done is in the ledger, under a checkpoint."""
        adopted(self.store)
        return True

    def ask(self, **how: object) -> Export:
        said = {
            "person": self.school.duty_officer,
            "school": self.school.id,
            "cameras": [self.camera],
            "footage": self.window,
            "reason": "Theo giấy đề nghị",
            "recipient": "Công an xã",
        }
        return services.request(**(said | how))  # type: ignore[arg-type]

    def approved(self, **how: object) -> Export:
        return services.approve(export=self.ask(**how).id, by=self.school.principal)

    def built(self, **how: object) -> Export:
        return services.build(export=self.approved(**how).id, workshop=self.workshop)

    def built_of(self, row: Export) -> Export:
        return services.build(export=row.id, workshop=self.workshop)

    def take(self, row: Export, session: UUID) -> services.Package:
        who = self.school.duty_officer
        token = services.make_link(export=row.id, person=who, session=session)
        return services.take(token=token, person=who, session=session, data=self.store.data)


def export_scene(
    folder: Path, *, with_keys: bool = True, sound: bool = False, audio: bool = False
) -> ExportScene:
    """``sound``: recorded with it, as the gate's area allows; ``audio``: the directive includes it."""
    store = Store.at(folder)
    school = yen_cuong()
    start_us = (now_us() - DAY_US) // MINUTE_US * MINUTE_US
    camera = school.cameras["gate"]
    store.commissioned(camera, start_us)
    for minute in range(3):
        store.record(camera, start_us + minute * MINUTE_US, sound=sound)
    adopted(store)
    window = Range(start_us + 30 * SECOND_US, start_us + 2 * MINUTE_US)
    if sound:
        places.decide_audio(
            area=school.areas["gate"], allowed=True, basis="QĐ 15", by=school.principal
        )
    directive(school, footage=window, acts=EXPORTING, audio=audio)
    if with_keys:
        keys.make_keys(store.data.keys, "Trường Tiểu học Yên Cường")
    return ExportScene(school, store, window)


def moving_scene(folder: Path) -> ExportScene:
    """The same with six drawn seconds that can be decoded: four of them may be exported."""
    store = Store.at(folder)
    school = yen_cuong()
    start_us = (now_us() - DAY_US) // MINUTE_US * MINUTE_US
    camera = school.cameras["gate"]
    store.commissioned(camera, start_us)
    moving.record(store, camera, start_us, range(60))
    adopted(store)
    window = Range(start_us + SECOND_US, start_us + 5 * SECOND_US)
    directive(school, footage=window, acts=EXPORTING)
    keys.make_keys(store.data.keys, "Trường Tiểu học Yên Cường")
    return ExportScene(school, store, window)
