"""Tables of the footage index: data and constraints only.

All instants are microseconds UTC. The index is a copy: the sealed files and the ledger are the account.
"""

from django.db import models
from django.db.models import F, Q

from vonggac.archive.states import SegmentState, StretchKind
from vonggac.kernel.clock import DAY_US


class Volume(models.Model):
    """A folder that segments are written to."""

    path = models.TextField(unique=True, help_text="Absolute path on this machine.")
    marker = models.CharField(
        max_length=64, blank=True, default="", help_text="Id on its marker; empty: none known."
    )

    def __str__(self) -> str:
        return self.path


class Stream(models.Model):
    """One stream of one camera, and the place its account has reached."""

    camera = models.CharField(max_length=16, help_text="kernel.ids camera id.")
    name = models.CharField(max_length=8, help_text="main or sub.")
    commissioned_us = models.BigIntegerField(
        null=True, help_text="From here on every second must be explained; null: not yet said."
    )
    next_seq = models.BigIntegerField(default=0, help_text="seq of its next segment entry.")
    last_idx = models.BigIntegerField(
        null=True, help_text="Ledger index of its latest footage or gap entry; null: none yet."
    )
    longest_us = models.BigIntegerField(
        default=0, help_text="Longest segment ever: closes the lower end of every time query."
    )
    newest_us = models.BigIntegerField(
        null=True, help_text="Latest end of a segment that was not ahead of the time; null: none."
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("camera", "name"), name="stream_once_per_camera"),
        )

    def __str__(self) -> str:
        return f"{self.camera}/{self.name}"


class Segment(models.Model):
    """One sealed file."""

    segment = models.CharField(  # noqa: DJ001  (unique, and not every entry has a file)
        max_length=32,
        null=True,
        unique=True,
        help_text="32 hex digits; null: known from its ledger entry alone, there is no file.",
    )
    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, db_index=False, related_name="+")
    start_us = models.BigIntegerField(help_text="Instant of its first picture.")
    end_us = models.BigIntegerField(help_text="Instant after its last picture.")
    state = models.PositiveSmallIntegerField(
        choices=[(each.value, each.name.lower()) for each in SegmentState]
    )
    ledger_idx = models.BigIntegerField(null=True, help_text="Index of its ledger entry.")
    seq = models.BigIntegerField(help_text="Counts the segments of one stream; as in the entry.")
    volume = models.ForeignKey(
        Volume, null=True, on_delete=models.PROTECT, db_index=False, related_name="+",
        help_text="Null: no file is known for the entry.",
    )  # fmt: skip
    path = models.TextField(help_text="Below the volume, with forward slashes.")
    run_id = models.CharField(max_length=64, help_text="The unbroken run it belongs to: one init.")
    epoch = models.CharField(max_length=7, help_text="Key epoch, 2026-11.")
    codec = models.CharField(max_length=64, help_text="RFC 6381 codec string.")
    width = models.PositiveIntegerField(help_text="Pixels.")
    height = models.PositiveIntegerField(help_text="Pixels.")
    bytes = models.BigIntegerField(help_text="Plain bytes.")
    sha256 = models.BinaryField(help_text="Of the plain file, 32 bytes.")
    file_root = models.BinaryField(help_text="RFC 6962 root over its records, 32 bytes.")
    leaves = models.PositiveIntegerField(help_text="Records: one init and the fragments.")
    sealed_bytes = models.BigIntegerField(help_text="Size of the file on the disk.")
    sealed_sha256 = models.BinaryField(help_text="Of the file on the disk, 32 bytes.")
    recovered = models.BooleanField(help_text="Finished by repair after a crash.")
    init_offset = models.BigIntegerField(help_text="Where its init record begins in the file.")
    init_length = models.BigIntegerField(help_text="Sealed bytes of the init record.")
    fragments = models.BinaryField(help_text="vault.facts.pack_fragments; empty once erased.")
    due_from_us = models.BigIntegerField(
        null=True,
        help_text="Its days count from here: its own times are behind (a clock set back).",
    )
    tombstone_idx = models.BigIntegerField(
        null=True, help_text="Index of the ledger entry after which its file goes."
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(end_us__gt=F("start_us")), name="segment_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=("ledger_idx",), name="segment_one_entry"),
        )
        indexes = (
            # Holds all that coverage needs, so that a month is read without touching a row.
            models.Index(fields=("stream", "start_us", "end_us", "state"), name="segment_by_time"),
            models.Index(
                fields=("state",), name="segment_not_present",
                condition=Q(state__in=(SegmentState.MISSING, SegmentState.DAMAGED)),
            ),
            models.Index(
                fields=("stream", "end_us", "epoch"), name="segment_kept",
                condition=Q(state__in=(SegmentState.PRESENT, SegmentState.MISSING, SegmentState.DAMAGED)),
            ),
            models.Index(
                fields=("tombstone_idx",), name="segment_erasing",
                condition=Q(state=SegmentState.ERASING),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.segment or f"entry {self.ledger_idx}"


class Stretch(models.Model):
    """Touching segments of one stream, merged: a derived row, so that a year is as quick as an hour."""

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, db_index=False, related_name="+")
    kind = models.PositiveSmallIntegerField(
        choices=[(each.value, each.name.lower()) for each in StretchKind]
    )
    from_us = models.BigIntegerField()
    to_us = models.BigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(to_us__gt=F("from_us")), name="stretch_ends_after_it_begins"
            ),
        )
        indexes = (
            models.Index(fields=("stream", "kind", "from_us", "to_us"), name="stretch_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.from_us} … {self.to_us}"


class Tombstone(models.Model):
    """One tombstone entry: which files go is said by ``Segment.tombstone_idx``."""

    idx = models.BigIntegerField(primary_key=True, help_text="Index of its ledger entry.")
    batch = models.CharField(max_length=64)
    part = models.IntegerField()
    parts = models.IntegerField()
    at_us = models.BigIntegerField(help_text="When it was written.")

    def __str__(self) -> str:
        return f"{self.batch} {self.part}/{self.parts}"


class DayTotal(models.Model):
    """What one stream left on one volume in one UTC day and is still there: a derived row, for the forecast."""

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, db_index=False, related_name="+")
    volume = models.ForeignKey(Volume, on_delete=models.PROTECT, db_index=False, related_name="+")
    day = models.IntegerField(help_text="Days since 1970.")
    bytes = models.BigIntegerField(help_text="On the disk.")
    span_us = models.BigIntegerField(help_text="Recorded time.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("day", "stream", "volume"), name="day_total_once"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.bytes}"


class TimeGuard(models.Model):
    """The one row that says how far the time is known (archive.trusted)."""

    followed = models.BigIntegerField(default=0, help_text="Ledger entries that were looked at.")
    known_us = models.BigIntegerField(default=0)
    mono_us = models.BigIntegerField(default=0)
    boot = models.CharField(max_length=64, default="", blank=True)
    ahead_us = models.BigIntegerField(default=0)
    synced_mono_us = models.BigIntegerField(null=True)
    left_us = models.BigIntegerField(
        default=DAY_US, help_text="How far the wall clock may still jump and be believed."
    )

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="time_guard_one_row"),)

    def __str__(self) -> str:
        return f"{self.known_us}, {self.ahead_us} ahead"


class Gap(models.Model):
    """No footage, and why."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, db_index=False, related_name="+")
    cause = models.CharField(max_length=32, help_text="kernel.streams.GapCause.")
    from_us = models.BigIntegerField()
    to_us = models.BigIntegerField(
        null=True, help_text="Null: still open, it runs until now. May equal from_us."
    )
    detail = models.TextField(help_text="For the technician; no credential. Not in the ledger.")
    ledger_idx = models.BigIntegerField(help_text="Index of the entry that said it last.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(to_us__isnull=True) | Q(to_us__gte=F("from_us")),
                name="gap_ends_not_before_it_begins",
            ),
            models.UniqueConstraint(fields=("stream", "from_us", "cause"), name="gap_once"),
        )
        indexes = (models.Index(fields=("stream", "to_us", "from_us"), name="gap_by_time"),)

    def __str__(self) -> str:
        return f"{self.cause} {self.from_us} … {self.to_us}"


class ClockStep(models.Model):
    """Somebody or something set the machine's clock while a camera was recorded."""

    camera = models.CharField(max_length=16)
    from_us = models.BigIntegerField(help_text="What the clock said before.")
    to_us = models.BigIntegerField(help_text="What it said after.")
    mono_us = models.BigIntegerField(help_text="Monotonic clock at the step.")
    ledger_idx = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("camera", "from_us", "to_us", "mono_us"), name="clock_step_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_us} → {self.to_us}"


class SpoolFile(models.Model):
    """How far one journal file of the spool has been adopted."""

    camera = models.CharField(max_length=16)
    name = models.CharField(max_length=64, help_text="File name in the camera's spool folder.")
    offset = models.BigIntegerField(help_text="Bytes adopted: always the end of a line.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("camera", "name"), name="spool_file_once"),)

    def __str__(self) -> str:
        return f"{self.camera}/{self.name}"


class Event(models.Model):
    """Something that happened before a camera, as its journal's last line tells it."""

    camera = models.CharField(max_length=16)
    event = models.CharField(max_length=32, help_text="32 hex digits.")
    kind = models.CharField(max_length=16, help_text="kernel.events.EventKind.")
    source = models.CharField(max_length=16, help_text="kernel.events.EventSource.")
    from_us = models.BigIntegerField()
    to_us = models.BigIntegerField(
        null=True, help_text="Null: it goes on. May equal from_us: an instant."
    )
    at_us = models.BigIntegerField(help_text="The instant that tells most.")
    score = models.PositiveSmallIntegerField(help_text="0 to 100.")
    detail = models.TextField(help_text="For the technician; no name of a person.")
    zones = models.TextField(help_text="JSON list of names.")
    by = models.CharField(max_length=48, help_text="Actor id of who pressed the button.")
    lasting = models.BooleanField(help_text="Goes on, or lasted an hour: the few that reach far.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("camera", "event"), name="event_once"),
            models.CheckConstraint(
                condition=Q(to_us__isnull=True) | Q(to_us__gte=F("from_us")),
                name="event_ends_not_before_it_begins",
            ),
        )
        indexes = (
            models.Index(fields=("camera", "from_us"), name="event_by_time"),
            models.Index(
                fields=("camera", "from_us"), name="event_lasting", condition=Q(lasting=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.from_us} … {self.to_us}"


class EventFile(models.Model):
    """How far one event journal has been followed."""

    camera = models.CharField(max_length=16)
    name = models.CharField(max_length=64, help_text="File name in the camera's events folder.")
    offset = models.BigIntegerField(help_text="Bytes adopted: always the end of a line.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("camera", "name"), name="event_file_once"),)

    def __str__(self) -> str:
        return f"{self.camera}/{self.name}"


class Progress(models.Model):
    """The one row that says how far the index has followed the ledger and the office."""

    ledger_size = models.BigIntegerField(
        default=0, help_text="Every entry below this index is in these tables."
    )
    outbox_id = models.BigIntegerField(
        default=0, help_text="Every deed up to this outbox id is in the ledger."
    )

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="progress_one_row"),)

    def __str__(self) -> str:
        return f"ledger {self.ledger_size}, outbox {self.outbox_id}"


class Finding(models.Model):
    """Something that is not as it should be, seen while adopting (FORMATS §11)."""

    kind = models.CharField(max_length=24, help_text="archive.findings.FindingKind.")
    subject = models.TextField(help_text="What it is about: a file, a spool line, a volume.")
    camera = models.CharField(max_length=16, blank=True)
    detail = models.TextField()
    first_seen_us = models.BigIntegerField()
    last_seen_us = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "subject"), name="finding_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class HoldCheck(models.Model):
    """The footage of one hold and camera, read again after the hold was placed (FORMATS §9.2)."""

    hold = models.CharField(max_length=32, help_text="Id of the office's hold, 32 hex digits.")
    camera = models.CharField(max_length=16)
    at_us = models.BigIntegerField()
    files = models.IntegerField(help_text="Whose bytes are those of their entry.")
    bytes = models.BigIntegerField(help_text="Of these files.")
    damaged = models.IntegerField()
    missing = models.IntegerField()
    gone = models.IntegerField(help_text="Erased before the hold: they have their tombstone.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("hold", "camera"), name="hold_check_once"),)

    def __str__(self) -> str:
        return f"{self.hold} {self.camera}"


class Held(models.Model):
    """What was held when the archivist last asked: for the trigger that refuses to condemn any of it (I6)."""

    hold = models.CharField(max_length=32)
    camera = models.CharField(max_length=16)
    from_us = models.BigIntegerField()
    to_us = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("camera", "hold"), name="held_once"),)

    def __str__(self) -> str:
        return f"{self.hold} {self.camera}"


class Condemned(models.Model):
    """Segments about to get their tombstone: a row is refused where one is held (trigger)."""

    ledger_idx = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.ledger_idx)
