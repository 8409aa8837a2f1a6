"""Assets (tài sản), their histories, stops of devices, manuals. Data and constraints only; triggers by migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.equipment.states import STORED_STATES, AssetDeed, AssetKind, AssetState, Worth
from vonggac.kernel.ids import new_uuid

FIXED_ASSET_VND = 10_000_000
"""From this cost on it is tài sản cố định; below it công cụ, dụng cụ. Both are registered (REQUIREMENTS §7.4)."""


def _person(help_text: str, *, null: bool = True) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        "people.Person", null=null, blank=null, on_delete=models.PROTECT, related_name="+",
        help_text=help_text,
    )  # fmt: skip


class Asset(models.Model):
    """A device of the school (khoản 2 Điều 2). Never removed: taken out of use."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("asset code"), max_length=40, help_text="Mã TS, as written.")
    code_key = models.CharField(max_length=40, help_text="The code folded: no two are alike.")
    kind = models.CharField(_("kind of device"), max_length=10, choices=AssetKind.choices)
    name = models.CharField(_("name of the device"), max_length=120)
    brand = models.CharField(_("brand"), max_length=80, blank=True)
    model = models.CharField(_("model"), max_length=80, blank=True)
    serial = models.CharField(_("serial number"), max_length=80, blank=True)
    mac = models.CharField(_("MAC address"), max_length=17, blank=True, help_text="aa:bb:….")
    area = models.ForeignKey(
        "places.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: of no area.",
    )  # fmt: skip
    position = models.CharField(_("place of the device"), max_length=160, blank=True)
    funding = models.CharField(_("source of funding"), max_length=160, blank=True)
    in_use_on = models.DateField(
        _("in use since"), null=True, blank=True, help_text="Null: not said."
    )
    cost_vnd = models.BigIntegerField(
        _("original cost (đồng)"), null=True, blank=True, help_text="Null: not said."
    )
    left_vnd = models.BigIntegerField(
        _("remaining value (đồng)"),
        null=True,
        blank=True,
        help_text="By the books. Null: not said.",
    )
    warranty_until = models.DateField(
        _("warranty until"), null=True, blank=True, help_text="Null: none, or not said."
    )
    supplier = models.CharField(_("supplier"), max_length=160, blank=True)
    capacity_bytes = models.BigIntegerField(
        null=True, blank=True, help_text="Of a store; null: not said."
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    search = models.TextField(help_text="What can be searched, folded (kernel.text.fold).")
    state = models.CharField(max_length=8, choices=AssetState.choices)
    worth = models.CharField(  # noqa: DJ001  (a new column of a table with triggers: SQLite adds it empty)
        _("condition of the device"), max_length=6, null=True, blank=True, choices=Worth.choices,
        help_text="As the last stocktake or repair left it; null: none did.",
    )  # fmt: skip
    ticket = models.CharField(max_length=20, blank=True, help_text="SC-… or BT-… while stopped.")
    camera = models.ForeignKey(
        "places.Camera", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: it is no camera of the registry.",
    )  # fmt: skip
    volume = models.CharField(max_length=1000, blank=True, help_text="Path that it stores at.")
    approved_us = models.BigIntegerField(
        null=True, blank=True, help_text="Phiếu đấu nối approved; null: not yet."
    )
    approved_by = _person("Of the Board; null: not yet.")
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    made_us = models.BigIntegerField()
    out_us = models.BigIntegerField(null=True, blank=True, help_text="Null: in use.")
    out_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["code_key"]
        constraints: ClassVar = [
            UniqueConstraint(
                name="asset_codes_differ",
                violation_error_message=_("An asset of that code is registered already."),
                fields=["school", "code_key"],
            ),
            UniqueConstraint(
                name="asset_macs_differ",
                violation_error_message=_("An asset of that MAC address is registered already."),
                fields=["school", "mac"],
                condition=~Q(mac="") & ~Q(state="out") & ~Q(kind="camera"),
            ),
            UniqueConstraint(
                name="a_camera_is_one_asset",
                violation_error_message=_("The camera has another asset record."),
                fields=["camera"],
                condition=Q(camera__isnull=False) & ~Q(state="out"),
            ),
            CheckConstraint(name="asset_kind_known", condition=Q(kind__in=AssetKind.values)),
            CheckConstraint(name="asset_state_known", condition=Q(state__in=STORED_STATES)),
            CheckConstraint(
                name="a_stopped_device_has_its_ticket",
                condition=(Q(state="stopped") & ~Q(ticket=""))
                | (~Q(state="stopped") & Q(ticket="")),
            ),
            CheckConstraint(
                name="an_asset_goes_out_with_a_reason",
                condition=(Q(state="out", out_us__isnull=False) & ~Q(out_reason=""))
                | (~Q(state="out") & Q(out_us__isnull=True, out_reason="")),
            ),
            CheckConstraint(
                name="asset_cost_not_below_nothing",
                violation_error_message=_("The cost is not below 0."),
                condition=Q(cost_vnd__isnull=True) | Q(cost_vnd__gte=0),
            ),
            CheckConstraint(
                name="asset_is_worth_no_more_than_it_cost",
                violation_error_message=_(
                    "The remaining value is between 0 and the original cost."
                ),
                condition=Q(left_vnd__isnull=True)
                | Q(left_vnd__gte=0, cost_vnd__isnull=False, left_vnd__lte=F("cost_vnd")),
            ),
            CheckConstraint(
                name="a_connection_has_who_approved",
                condition=Q(approved_us__isnull=True, approved_by__isnull=True)
                | Q(approved_us__isnull=False, approved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_fixed(self) -> bool:
        """Tài sản cố định; False: công cụ, dụng cụ, or the cost was not said."""
        return self.cost_vnd is not None and self.cost_vnd >= FIXED_ASSET_VND


class AssetChange(models.Model):
    """One line of an asset's history. Only grows."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="changes")
    place = models.PositiveIntegerField(help_text="From 1, without gaps.")
    at_us = models.BigIntegerField()
    person = _person("Null: the system.")
    what = models.CharField(max_length=12, choices=AssetDeed.choices)
    changed = models.JSONField(help_text="{field: [old, new]}, as texts.")
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="asset_change_places_differ", fields=["asset", "place"]),
            CheckConstraint(name="asset_deed_known", condition=Q(what__in=AssetDeed.values)),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.what}"


class DeviceStop(models.Model):
    """Ngừng thiết bị: never without a failure or maintenance number (G7; khoản 3, khoản 4 Điều 5). Only grows."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="stops")
    camera = models.ForeignKey(
        "places.Camera", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Its stream is pulled; null: the asset is no camera.",
    )  # fmt: skip
    ticket = models.CharField(max_length=20, help_text="SC-… or BT-….")
    at_us = models.BigIntegerField()
    by = _person("Who stopped it.", null=False)
    reason = models.CharField(max_length=2000)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="a_stop_has_a_failure_or_maintenance_number",
                condition=Q(ticket__startswith="SC-") | Q(ticket__startswith="BT-"),
            ),
            CheckConstraint(name="a_stop_has_a_reason", condition=~Q(reason="")),
        ]
        indexes: ClassVar = [models.Index(fields=["camera", "at_us"], name="stop_of_camera")]

    def __str__(self) -> str:
        return self.ticket


class DeviceRestart(models.Model):
    """The end of a stop: there is none without a passed test (G7). Only grows; one a stop."""

    stop = models.OneToOneField(
        DeviceStop, primary_key=True, on_delete=models.PROTECT, related_name="restart"
    )
    at_us = models.BigIntegerField()
    by = _person("Who tested it.", null=False)
    test = models.CharField(max_length=2000, help_text="What was tested, and how it went.")
    passed = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="a_restarted_device_passed_its_test", condition=Q(passed=True) & ~Q(test="")
            )
        ]

    def __str__(self) -> str:
        return str(self.stop_id)


class Manual(models.Model):
    """A manual of a model (sách hướng dẫn của nhà sản xuất, khoản 6 Điều 2). Only grows."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    brand = models.CharField(_("brand"), max_length=80, blank=True)
    model = models.CharField(_("model"), max_length=80)
    model_key = models.CharField(max_length=160, db_index=True, help_text="Brand, model folded.")
    title = models.CharField(_("title of the manual"), max_length=160)
    scan = models.OneToOneField("papers.Scan", on_delete=models.PROTECT, related_name="+")
    added_us = models.BigIntegerField()
    added_by = _person("Who added it.", null=False)

    class Meta:
        ordering: ClassVar = ["model_key", "-added_us"]

    def __str__(self) -> str:
        return self.title
