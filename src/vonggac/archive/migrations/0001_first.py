"""What is held, with a GOP on each side, is not condemned (I6, FORMATS §9.2)."""

import django.db.models.deletion
from django.db import migrations, models

import vonggac.archive.states

# Ten seconds on each side: one GOP more.
_REFUSED = """
CREATE TRIGGER nothing_held_is_condemned BEFORE INSERT ON archive_condemned
WHEN EXISTS (
  SELECT 1 FROM archive_segment s JOIN archive_stream t ON t.id = s.stream_id JOIN archive_held h ON h.camera = t.camera
  WHERE s.ledger_idx = NEW.ledger_idx AND h.from_us < s.end_us + 10000000 AND h.to_us > s.start_us - 10000000
)
BEGIN SELECT RAISE(ABORT, 'nothing_held_is_condemned'); END
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Volume",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.TextField(help_text="Absolute path on this machine.", unique=True)),
                (
                    "marker",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Id on its marker; empty: none known.",
                        max_length=64,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Stream",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("camera", models.CharField(help_text="kernel.ids camera id.", max_length=16)),
                ("name", models.CharField(help_text="main or sub.", max_length=8)),
                (
                    "commissioned_us",
                    models.BigIntegerField(
                        help_text="From here on every second must be explained; null: not yet said.",
                        null=True,
                    ),
                ),
                (
                    "next_seq",
                    models.BigIntegerField(default=0, help_text="seq of its next segment entry."),
                ),
                (
                    "last_idx",
                    models.BigIntegerField(
                        help_text="Ledger index of its latest footage or gap entry; null: none yet.",
                        null=True,
                    ),
                ),
                (
                    "longest_us",
                    models.BigIntegerField(
                        default=0,
                        help_text="Longest segment ever: closes the lower end of every time query.",
                    ),
                ),
                (
                    "newest_us",
                    models.BigIntegerField(
                        help_text="Latest end of a segment that was not ahead of the time; null: none.",
                        null=True,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("camera", "name"), name="stream_once_per_camera"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "segment",
                    models.CharField(
                        help_text="32 hex digits; null: known from its ledger entry alone, there is no file.",
                        max_length=32,
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "stream",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="archive.stream",
                    ),
                ),
                ("start_us", models.BigIntegerField(help_text="Instant of its first picture.")),
                ("end_us", models.BigIntegerField(help_text="Instant after its last picture.")),
                (
                    "state",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "present"),
                            (2, "missing"),
                            (3, "damaged"),
                            (4, "erased"),
                            (5, "erasing"),
                        ]
                    ),
                ),
                (
                    "ledger_idx",
                    models.BigIntegerField(help_text="Index of its ledger entry.", null=True),
                ),
                (
                    "seq",
                    models.BigIntegerField(
                        help_text="Counts the segments of one stream; as in the entry."
                    ),
                ),
                (
                    "volume",
                    models.ForeignKey(
                        db_index=False,
                        help_text="Null: no file is known for the entry.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="archive.volume",
                    ),
                ),
                ("path", models.TextField(help_text="Below the volume, with forward slashes.")),
                (
                    "run_id",
                    models.CharField(
                        help_text="The unbroken run it belongs to: one init.", max_length=64
                    ),
                ),
                ("epoch", models.CharField(help_text="Key epoch, 2026-11.", max_length=7)),
                ("codec", models.CharField(help_text="RFC 6381 codec string.", max_length=64)),
                ("width", models.PositiveIntegerField(help_text="Pixels.")),
                ("height", models.PositiveIntegerField(help_text="Pixels.")),
                ("bytes", models.BigIntegerField(help_text="Plain bytes.")),
                ("sha256", models.BinaryField(help_text="Of the plain file, 32 bytes.")),
                (
                    "file_root",
                    models.BinaryField(help_text="RFC 6962 root over its records, 32 bytes."),
                ),
                (
                    "leaves",
                    models.PositiveIntegerField(help_text="Records: one init and the fragments."),
                ),
                ("sealed_bytes", models.BigIntegerField(help_text="Size of the file on the disk.")),
                (
                    "sealed_sha256",
                    models.BinaryField(help_text="Of the file on the disk, 32 bytes."),
                ),
                ("recovered", models.BooleanField(help_text="Finished by repair after a crash.")),
                (
                    "init_offset",
                    models.BigIntegerField(help_text="Where its init record begins in the file."),
                ),
                (
                    "init_length",
                    models.BigIntegerField(help_text="Sealed bytes of the init record."),
                ),
                (
                    "fragments",
                    models.BinaryField(help_text="vault.facts.pack_fragments; empty once erased."),
                ),
                (
                    "due_from_us",
                    models.BigIntegerField(
                        help_text="Its days count from here: its own times are behind (a clock set back).",
                        null=True,
                    ),
                ),
                (
                    "tombstone_idx",
                    models.BigIntegerField(
                        help_text="Index of the ledger entry after which its file goes.", null=True
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["stream", "start_us", "end_us", "state"], name="segment_by_time"
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    vonggac.archive.states.SegmentState["MISSING"],
                                    vonggac.archive.states.SegmentState["DAMAGED"],
                                ),
                            )
                        ),
                        fields=["state"],
                        name="segment_not_present",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    vonggac.archive.states.SegmentState["PRESENT"],
                                    vonggac.archive.states.SegmentState["MISSING"],
                                    vonggac.archive.states.SegmentState["DAMAGED"],
                                ),
                            )
                        ),
                        fields=["stream", "end_us", "epoch"],
                        name="segment_kept",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", vonggac.archive.states.SegmentState["ERASING"])
                        ),
                        fields=["tombstone_idx"],
                        name="segment_erasing",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end_us__gt", models.F("start_us"))),
                        name="segment_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(fields=("ledger_idx",), name="segment_one_entry"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stretch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stream",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="archive.stream",
                    ),
                ),
                ("kind", models.PositiveSmallIntegerField(choices=[(1, "footage"), (2, "erased")])),
                ("from_us", models.BigIntegerField()),
                ("to_us", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["stream", "kind", "from_us", "to_us"], name="stretch_by_time"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to_us__gt", models.F("from_us"))),
                        name="stretch_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                (
                    "idx",
                    models.BigIntegerField(
                        help_text="Index of its ledger entry.", primary_key=True, serialize=False
                    ),
                ),
                ("batch", models.CharField(max_length=64)),
                ("part", models.IntegerField()),
                ("parts", models.IntegerField()),
                ("at_us", models.BigIntegerField(help_text="When it was written.")),
            ],
        ),
        migrations.CreateModel(
            name="DayTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stream",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="archive.stream",
                    ),
                ),
                (
                    "volume",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="archive.volume",
                    ),
                ),
                ("day", models.IntegerField(help_text="Days since 1970.")),
                ("bytes", models.BigIntegerField(help_text="On the disk.")),
                ("span_us", models.BigIntegerField(help_text="Recorded time.")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "stream", "volume"), name="day_total_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TimeGuard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "followed",
                    models.BigIntegerField(
                        default=0, help_text="Ledger entries that were looked at."
                    ),
                ),
                ("known_us", models.BigIntegerField(default=0)),
                ("mono_us", models.BigIntegerField(default=0)),
                ("boot", models.CharField(blank=True, default="", max_length=64)),
                ("ahead_us", models.BigIntegerField(default=0)),
                ("synced_mono_us", models.BigIntegerField(null=True)),
                (
                    "left_us",
                    models.BigIntegerField(
                        default=86400000000,
                        help_text="How far the wall clock may still jump and be believed.",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="time_guard_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stream",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="archive.stream",
                    ),
                ),
                ("cause", models.CharField(help_text="kernel.streams.GapCause.", max_length=32)),
                ("from_us", models.BigIntegerField()),
                (
                    "to_us",
                    models.BigIntegerField(
                        help_text="Null: still open, it runs until now. May equal from_us.",
                        null=True,
                    ),
                ),
                (
                    "detail",
                    models.TextField(
                        help_text="For the technician; no credential. Not in the ledger."
                    ),
                ),
                (
                    "ledger_idx",
                    models.BigIntegerField(help_text="Index of the entry that said it last."),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["stream", "to_us", "from_us"], name="gap_by_time")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_us__isnull", True),
                            ("to_us__gte", models.F("from_us")),
                            _connector="OR",
                        ),
                        name="gap_ends_not_before_it_begins",
                    ),
                    models.UniqueConstraint(fields=("stream", "from_us", "cause"), name="gap_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("camera", models.CharField(max_length=16)),
                ("from_us", models.BigIntegerField(help_text="What the clock said before.")),
                ("to_us", models.BigIntegerField(help_text="What it said after.")),
                ("mono_us", models.BigIntegerField(help_text="Monotonic clock at the step.")),
                ("ledger_idx", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("camera", "from_us", "to_us", "mono_us"), name="clock_step_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SpoolFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("camera", models.CharField(max_length=16)),
                (
                    "name",
                    models.CharField(
                        help_text="File name in the camera's spool folder.", max_length=64
                    ),
                ),
                (
                    "offset",
                    models.BigIntegerField(help_text="Bytes adopted: always the end of a line."),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("camera", "name"), name="spool_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("camera", models.CharField(max_length=16)),
                ("event", models.CharField(help_text="32 hex digits.", max_length=32)),
                ("kind", models.CharField(help_text="kernel.events.EventKind.", max_length=16)),
                ("source", models.CharField(help_text="kernel.events.EventSource.", max_length=16)),
                ("from_us", models.BigIntegerField()),
                (
                    "to_us",
                    models.BigIntegerField(
                        help_text="Null: it goes on. May equal from_us: an instant.", null=True
                    ),
                ),
                ("at_us", models.BigIntegerField(help_text="The instant that tells most.")),
                ("score", models.PositiveSmallIntegerField(help_text="0 to 100.")),
                ("detail", models.TextField(help_text="For the technician; no name of a person.")),
                ("zones", models.TextField(help_text="JSON list of names.")),
                (
                    "by",
                    models.CharField(
                        help_text="Actor id of who pressed the button.", max_length=48
                    ),
                ),
                (
                    "lasting",
                    models.BooleanField(
                        help_text="Goes on, or lasted an hour: the few that reach far."
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["camera", "from_us"], name="event_by_time"),
                    models.Index(
                        condition=models.Q(("lasting", True)),
                        fields=["camera", "from_us"],
                        name="event_lasting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("camera", "event"), name="event_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_us__isnull", True),
                            ("to_us__gte", models.F("from_us")),
                            _connector="OR",
                        ),
                        name="event_ends_not_before_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("camera", models.CharField(max_length=16)),
                (
                    "name",
                    models.CharField(
                        help_text="File name in the camera's events folder.", max_length=64
                    ),
                ),
                (
                    "offset",
                    models.BigIntegerField(help_text="Bytes adopted: always the end of a line."),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("camera", "name"), name="event_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ledger_size",
                    models.BigIntegerField(
                        default=0, help_text="Every entry below this index is in these tables."
                    ),
                ),
                (
                    "outbox_id",
                    models.BigIntegerField(
                        default=0, help_text="Every deed up to this outbox id is in the ledger."
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="progress_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(help_text="archive.findings.FindingKind.", max_length=24),
                ),
                (
                    "subject",
                    models.TextField(help_text="What it is about: a file, a spool line, a volume."),
                ),
                ("camera", models.CharField(blank=True, max_length=16)),
                ("detail", models.TextField()),
                ("first_seen_us", models.BigIntegerField()),
                ("last_seen_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "subject"), name="finding_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HoldCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hold",
                    models.CharField(
                        help_text="Id of the office's hold, 32 hex digits.", max_length=32
                    ),
                ),
                ("camera", models.CharField(max_length=16)),
                ("at_us", models.BigIntegerField()),
                ("files", models.IntegerField(help_text="Whose bytes are those of their entry.")),
                ("bytes", models.BigIntegerField(help_text="Of these files.")),
                ("damaged", models.IntegerField()),
                ("missing", models.IntegerField()),
                (
                    "gone",
                    models.IntegerField(
                        help_text="Erased before the hold: they have their tombstone."
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("hold", "camera"), name="hold_check_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Held",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hold", models.CharField(max_length=32)),
                ("camera", models.CharField(max_length=16)),
                ("from_us", models.BigIntegerField()),
                ("to_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("camera", "hold"), name="held_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Condemned",
            fields=[
                ("ledger_idx", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.RunSQL(_REFUSED, "DROP TRIGGER IF EXISTS nothing_held_is_condemned"),
    ]
