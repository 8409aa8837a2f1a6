"""What was written stays (I7), an approved request is what was approved
(ACCESS §2.2), and nobody decides, carries out or supervises what is about himself (I9, G4).
"""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import vonggac.kernel.ids
from vonggac.ledger.growing import Refuse

_KEPT = ("requestline", "decision", "minutes", "handover", "mediumclosed", "timelimits", "paper")


def _differs(*columns: str) -> str:
    return " OR ".join(f"OLD.{each} IS NOT NEW.{each}" for each in columns)


def _about(request: str, *persons: str) -> str:
    """NULL is in no list: a column that names nobody meets no subject."""
    return (
        "EXISTS (SELECT 1 FROM disclosures_requestsubject s"  # noqa: S608 (our own constants)
        f" WHERE s.request_id = {request} AND s.person_id IN ({', '.join(persons)}))"
    )


_APPROVED = (
    "EXISTS (SELECT 1 FROM disclosures_request r WHERE r.id = {} AND r.approved_sha256 IS NOT NULL)"
)
_HANDS = ("NEW.approver_id", "NEW.executor_id", "NEW.supervisor_id")
_REFUSED: dict[str, tuple[str, str]] = {
    "request_is_not_removed": ("BEFORE DELETE ON disclosures_request", "1"),
    "request_keeps_who_asked": (
        "BEFORE UPDATE ON disclosures_request",
        _differs("id", "school_id", "requester_id", "entered_by_id", "made_us"),
    ),
    "request_keeps_its_number": (
        "BEFORE UPDATE ON disclosures_request",
        f"OLD.number IS NOT NULL AND ({_differs('number', 'year', 'sent_us')})",
    ),
    "settled_request_stays": (
        "BEFORE UPDATE ON disclosures_request",
        "OLD.state IN ('refused', 'completed', 'withdrawn', 'no_data')",
    ),
    "approved_request_stays_what_it_was": (
        "BEFORE UPDATE ON disclosures_request",
        "OLD.approved_sha256 IS NOT NULL AND NEW.approved_sha256 IS NOT NULL AND ("
        + _differs(
            "request_sha256",
            "approved_sha256",
            "sealed",
            "requester_name",
            "is_unit",
            "own_image",
            "purpose",
            "footage_from_us",
            "footage_to_us",
            "acts",
            "approver_id",
            "executor_id",
            "supervisor_id",
            "directive",
            "superior",
        )
        + ")",
    ),
    "approved_request_gains_no_camera": (
        "BEFORE INSERT ON disclosures_requestcamera",
        _APPROVED.format("NEW.request_id"),
    ),
    "approved_request_loses_no_camera": (
        "BEFORE DELETE ON disclosures_requestcamera",
        _APPROVED.format("OLD.request_id"),
    ),
    "request_camera_is_not_changed": ("BEFORE UPDATE ON disclosures_requestcamera", "1"),
    "hands_are_not_subjects": ("BEFORE UPDATE ON disclosures_request", _about("NEW.id", *_HANDS)),
    "subject_is_not_changed": ("BEFORE UPDATE ON disclosures_requestsubject", "1"),
    "subject_has_no_hand_in_it": (
        "BEFORE INSERT ON disclosures_requestsubject",
        "EXISTS (SELECT 1 FROM disclosures_request r WHERE r.id = NEW.request_id"
        " AND NEW.person_id IN (r.approver_id, r.executor_id, r.supervisor_id))",
    ),
    "decision_is_not_a_subjects": (
        "BEFORE INSERT ON disclosures_decision",
        _about("NEW.request_id", "NEW.by_id", "NEW.executor_id", "NEW.supervisor_id"),
    ),
    "decision_is_not_the_requesters": (
        "BEFORE INSERT ON disclosures_decision",
        "EXISTS (SELECT 1 FROM disclosures_request r WHERE r.id = NEW.request_id AND r.requester_id = NEW.by_id)",
    ),
    **{
        f"{table}_is_not_{done}": (f"BEFORE {event} ON disclosures_{table}", "1")
        for table in _KEPT
        for done, event in (("changed", "UPDATE"), ("removed", "DELETE"))
    },
}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
        ("places", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Null: not sent yet.", null=True
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        blank=True, help_text="Within the calendar year, without gaps.", null=True
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: somebody without an account, entered by the clerk.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "requester_name",
                    models.CharField(help_text="Of the person or the unit.", max_length=160),
                ),
                ("search", models.CharField(help_text="requester_name folded.", max_length=160)),
                (
                    "is_unit",
                    models.BooleanField(default=False, help_text="A body with an official letter."),
                ),
                (
                    "own_image",
                    models.BooleanField(
                        default=False,
                        help_text="Asks for the own or the own child’s data: the law’s limits run.",
                    ),
                ),
                (
                    "sealed",
                    models.BinaryField(
                        help_text="disclosures.sealing: facts.Facts of the requester."
                    ),
                ),
                (
                    "mark_key",
                    models.BinaryField(help_text="32 random bytes: binds the hash to ``sealed``."),
                ),
                (
                    "party_mark",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="sealing.mark: earlier requests.",
                        max_length=64,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(help_text="A Purpose of khoản 1 Điều 1.", max_length=12),
                ),
                ("footage_from_us", models.BigIntegerField()),
                ("footage_to_us", models.BigIntegerField()),
                (
                    "acts",
                    models.JSONField(help_text="Sorted list of Act values that are asked for."),
                ),
                (
                    "written",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not in writing yet"),
                            ("typed", "typed by the requester under the own account"),
                            ("paper", "signed paper, attached"),
                            ("filed", "signed paper, in the clerk’s files"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "filed_no",
                    models.CharField(
                        blank=True,
                        help_text="Incoming number where the paper is in the files.",
                        max_length=60,
                    ),
                ),
                (
                    "request_sha256",
                    models.CharField(
                        help_text="Of the canonical text of everything that is asked (ACCESS §2.2).",
                        max_length=64,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("sent", "sent"),
                            ("received", "received"),
                            ("more", "more information asked"),
                            ("awaiting", "awaiting approval"),
                            ("agreed", "agreed"),
                            ("agreed_part", "agreed in part"),
                            ("refused", "refused"),
                            ("in_progress", "in progress"),
                            ("shown", "shown"),
                            ("extracted", "extracted"),
                            ("handed_over", "handed over"),
                            ("completed", "completed"),
                            ("withdrawn", "withdrawn"),
                            ("no_data", "data no longer there"),
                            ("overdue", "execution overdue"),
                        ],
                        max_length=12,
                    ),
                ),
                ("made_us", models.BigIntegerField()),
                ("sent_us", models.BigIntegerField(blank=True, null=True)),
                ("received_us", models.BigIntegerField(blank=True, null=True)),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "due_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="By when the next step is due; past it is red.",
                        null=True,
                    ),
                ),
                (
                    "legal_due_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="The law’s outer limit for a data subject’s request.",
                        null=True,
                    ),
                ),
                (
                    "extended_us",
                    models.BigIntegerField(blank=True, help_text="Prolonged once.", null=True),
                ),
                (
                    "escalated_us",
                    models.BigIntegerField(
                        blank=True,
                        help_text="Chuyển cấp trên: nobody of the Board may decide.",
                        null=True,
                    ),
                ),
                (
                    "superior",
                    models.CharField(
                        blank=True,
                        help_text="Body, number and day of the superior’s decision.",
                        max_length=160,
                    ),
                ),
                (
                    "approver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("approved_sha256", models.CharField(blank=True, max_length=64, null=True)),
                (
                    "executor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "directive",
                    models.UUIDField(blank=True, help_text="directives.Directive.", null=True),
                ),
                (
                    "export",
                    models.CharField(
                        blank=True, help_text="Number of the extraction.", max_length=40
                    ),
                ),
                ("completed_us", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "-made_us"], name="request_list"),
                    models.Index(fields=["school", "state", "due_us"], name="request_waiting"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "number"), name="request_numbers_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("number__isnull", True),
                                ("sent_us__isnull", True),
                                ("state__in", ["draft", "withdrawn"]),
                                ("year__isnull", True),
                            ),
                            models.Q(
                                ("number__isnull", False),
                                ("sent_us__isnull", False),
                                ("year__isnull", False),
                                ("number__gte", 1),
                                models.Q(("state", "draft"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="request_has_a_number_once_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "sent",
                                    "received",
                                    "more",
                                    "awaiting",
                                    "agreed",
                                    "agreed_part",
                                    "refused",
                                    "in_progress",
                                    "shown",
                                    "extracted",
                                    "handed_over",
                                    "completed",
                                    "withdrawn",
                                    "no_data",
                                    "overdue",
                                ],
                            )
                        ),
                        name="request_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["security", "safety", "education", "fire_safety"])
                        ),
                        name="request_purpose_of_four",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("requester_name", ""), _negated=True),
                        name="request_names_who_asks",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("footage_to_us__gt", models.F("footage_from_us")),
                            (
                                "footage_to_us__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("footage_from_us"), "+", models.Value(2678400000000)
                                ),
                            ),
                        ),
                        name="request_footage_range_and_length",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "sent", "received", "more", "withdrawn", "no_data"],
                            ),
                            ("written__in", ["typed", "paper", "filed"]),
                            _connector="OR",
                        ),
                        name="request_is_in_writing_before_the_board_sees_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("written", "typed"), _negated=True),
                            ("requester__isnull", False),
                            _connector="OR",
                        ),
                        name="request_typed_only_under_an_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("written", "filed"), _negated=True),
                            models.Q(("filed_no", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="request_filed_paper_has_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approver__isnull", True),
                            ("requester__isnull", True),
                            models.Q(("approver", models.F("requester")), _negated=True),
                            _connector="OR",
                        ),
                        name="requester_is_not_approver",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approver__isnull", True),
                            ("executor__isnull", True),
                            models.Q(("approver", models.F("executor")), _negated=True),
                            _connector="OR",
                        ),
                        name="approver_is_not_executor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supervisor__isnull", True),
                            ("executor__isnull", True),
                            models.Q(("supervisor", models.F("executor")), _negated=True),
                            _connector="OR",
                        ),
                        name="supervisor_is_not_executor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supervisor__isnull", True),
                            ("requester__isnull", True),
                            models.Q(("supervisor", models.F("requester")), _negated=True),
                            _connector="OR",
                        ),
                        name="supervisor_is_not_requester",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        "agreed",
                                        "agreed_part",
                                        "in_progress",
                                        "shown",
                                        "extracted",
                                        "handed_over",
                                        "completed",
                                        "overdue",
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(
                                    ("approver__isnull", False),
                                    models.Q(("superior", ""), _negated=True),
                                    _connector="OR",
                                ),
                                ("executor__isnull", False),
                                ("supervisor__isnull", False),
                                ("approved_sha256", models.F("request_sha256")),
                                ("approved_sha256__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="approval_binds_the_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            ("approver__isnull", False),
                            models.Q(("superior", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refusal_has_who_refused",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="disclosures.request",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(help_text="From 1.")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("request", "the signed request"),
                            ("letter", "official letter, introduction letter"),
                            ("superior", "decision of the superior body"),
                            ("minutes", "signed minutes of the viewing"),
                            ("handover", "signed record of the handover"),
                            ("other", "other paper"),
                        ],
                        max_length=10,
                    ),
                ),
                ("kind", models.CharField(help_text="A PaperKind: by its content.", max_length=20)),
                ("byte_count", models.PositiveIntegerField()),
                (
                    "sha256",
                    models.CharField(help_text="Of what is kept, before sealing.", max_length=64),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("added_us", models.BigIntegerField()),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "place"), name="paper_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                ["request", "letter", "superior", "minutes", "handover", "other"],
                            )
                        ),
                        name="paper_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["application/pdf", "image/jpeg", "image/png"])
                        ),
                        name="paper_is_pdf_jpeg_or_png",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="disclosures.request",
                    ),
                ),
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        help_text="From 1: once for each time it was shown."
                    ),
                ),
                ("from_us", models.BigIntegerField(help_text="The viewing began.")),
                ("to_us", models.BigIntegerField(help_text="It ended.")),
                ("sealed", models.BinaryField(help_text="where, participants, seen, opinions.")),
                ("nothing_copied", models.BooleanField(help_text="Xác nhận không sao chép.")),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("written_us", models.BigIntegerField()),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "place"), name="minutes_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_us__gt", models.F("from_us")),
                            ("to_us__lte", models.F("written_us")),
                        ),
                        name="minutes_are_of_the_past",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover",
                        to="disclosures.request",
                    ),
                ),
                ("export", models.CharField(max_length=40)),
                (
                    "files",
                    models.JSONField(help_text="[{name, camera, from_us, to_us, bytes, sha256}]"),
                ),
                ("masked", models.BooleanField(help_text="Faces covered; else as recorded.")),
                (
                    "clock_offset",
                    models.CharField(help_text="Of cameras against standard time.", max_length=300),
                ),
                ("medium", models.CharField(max_length=80)),
                ("serial", models.CharField(max_length=80)),
                ("seal_no", models.CharField(blank=True, max_length=80)),
                ("copies", models.PositiveSmallIntegerField()),
                (
                    "sealed",
                    models.BinaryField(help_text="Recipient: name, position, unit, id, letter."),
                ),
                ("contents", models.JSONField(help_text="The seven contents, by facts.SEVEN.")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("given_us", models.BigIntegerField()),
                (
                    "back",
                    models.CharField(
                        choices=[("returned", "returned"), ("destroyed", "destroyed, data erased")],
                        help_text="As agreed.",
                        max_length=10,
                    ),
                ),
                ("back_due_us", models.BigIntegerField(help_text="By when: end of that day.")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("copies__gte", 1)), name="handover_of_at_least_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("medium", ""), _negated=True),
                            models.Q(("serial", ""), _negated=True),
                        ),
                        name="handover_names_the_medium",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("back_due_us__gt", models.F("given_us"))),
                        name="handover_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("back__in", ["returned", "destroyed"])),
                        name="handover_end_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MediumClosed",
            fields=[
                (
                    "handover",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="closed",
                        serialize=False,
                        to="disclosures.handover",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("returned", "returned"), ("destroyed", "destroyed, data erased")],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("at_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["returned", "destroyed"])),
                        name="medium_end_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="medium_end_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestCamera",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cameras",
                        to="disclosures.request",
                    ),
                ),
                (
                    "camera",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.camera",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "camera"), name="request_camera_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subjects",
                        to="disclosures.request",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "person"), name="request_subject_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="disclosures.request",
                    ),
                ),
                ("place", models.PositiveIntegerField(help_text="From 1, without gaps.")),
                ("at_us", models.BigIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="Null: the system, by the clock.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        help_text="A state, or a deed that changes none.", max_length=20
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("sent", "sent"),
                            ("received", "received"),
                            ("more", "more information asked"),
                            ("awaiting", "awaiting approval"),
                            ("agreed", "agreed"),
                            ("agreed_part", "agreed in part"),
                            ("refused", "refused"),
                            ("in_progress", "in progress"),
                            ("shown", "shown"),
                            ("extracted", "extracted"),
                            ("handed_over", "handed over"),
                            ("completed", "completed"),
                            ("withdrawn", "withdrawn"),
                            ("no_data", "data no longer there"),
                            ("overdue", "execution overdue"),
                        ],
                        help_text="After it.",
                        max_length=12,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=2000)),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "place"), name="request_line_places_differ"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestLineKey",
            fields=[
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="commitment",
                        serialize=False,
                        to="disclosures.requestline",
                    ),
                ),
                ("key", models.BinaryField(help_text="32 random bytes.")),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="disclosures.request",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(help_text="From 1.")),
                ("at_us", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "by_role",
                    models.CharField(
                        help_text="Role then; of who entered a superior’s.", max_length=4
                    ),
                ),
                ("superior", models.CharField(blank=True, max_length=160)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("agreed", "agreed"),
                            ("agreed_part", "agreed in part"),
                            ("refused", "refused"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "request_sha256",
                    models.CharField(help_text="What was decided about.", max_length=64),
                ),
                (
                    "cameras",
                    models.JSONField(help_text="Camera ids that may be seen; empty: refused."),
                ),
                ("footage_from_us", models.BigIntegerField(blank=True, null=True)),
                ("footage_to_us", models.BigIntegerField(blank=True, null=True)),
                ("acts", models.JSONField()),
                (
                    "executor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("valid_to_us", models.BigIntegerField(blank=True, null=True)),
                ("directive", models.UUIDField(blank=True, null=True)),
                ("directive_no", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(blank=True, max_length=2000)),
                ("clause", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "place"), name="decision_places_differ"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["agreed", "agreed_part", "refused"])),
                        name="decision_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "refused"), _negated=True),
                            models.Q(
                                models.Q(("reason", ""), _negated=True),
                                models.Q(("clause", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="refusal_has_a_reason_and_a_clause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "refused"),
                            models.Q(
                                ("directive__isnull", False),
                                ("executor__isnull", False),
                                ("footage_from_us__isnull", False),
                                ("footage_to_us__gt", models.F("footage_from_us")),
                                ("footage_to_us__isnull", False),
                                ("supervisor__isnull", False),
                                ("valid_to_us__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_has_a_scope_and_who_carries_it_out",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("superior", ""), _negated=True),
                            ("by__isnull", True),
                            ("executor__isnull", True),
                            models.Q(("by", models.F("executor")), _negated=True),
                            _connector="OR",
                        ),
                        name="decision_is_not_the_executors",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TimeLimits",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=vonggac.kernel.ids.new_uuid,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.school",
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="1, 2, …")),
                (
                    "execute_days",
                    models.PositiveSmallIntegerField(help_text="Working days, as offered."),
                ),
                (
                    "subject_receive_days",
                    models.PositiveSmallIntegerField(help_text="Working days, by law."),
                ),
                (
                    "subject_complete_days",
                    models.PositiveSmallIntegerField(help_text="Days, by law."),
                ),
                (
                    "subject_extend_days",
                    models.PositiveSmallIntegerField(help_text="Days more, once, by law."),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        help_text="Which law says so; the school’s words.", max_length=300
                    ),
                ),
                ("basis", models.CharField(max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("decided_us", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "number"), name="request_limits_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="request_limits_have_a_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("execute_days__gte", 1),
                            ("execute_days__lte", 30),
                            ("subject_complete_days__gte", 1),
                            ("subject_complete_days__lte", 90),
                            ("subject_extend_days__lte", 90),
                            ("subject_receive_days__gte", 1),
                            ("subject_receive_days__lte", 30),
                        ),
                        name="request_limits_within_reason",
                    ),
                ],
            },
        ),
        Refuse({name: f"{event} WHEN {when}" for name, (event, when) in _REFUSED.items()}),
    ]
