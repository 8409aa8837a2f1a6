"""Tables of the room. Data and constraints only; triggers by migration."""

from vonggac.equipment.models.alarms import AlarmDecision, Input, ToldEvent, VolumeChange
from vonggac.equipment.models.assets import Asset, AssetChange, DeviceRestart, DeviceStop, Manual
from vonggac.equipment.models.book import DayCheck, DeviceLine, DeviceLineKey
from vonggac.equipment.models.failures import Failure, FailureLine, FailureLineKey, FailureSign

__all__ = [
    "AlarmDecision",
    "Asset",
    "AssetChange",
    "DayCheck",
    "DeviceLine",
    "DeviceLineKey",
    "DeviceRestart",
    "DeviceStop",
    "Failure",
    "FailureLine",
    "FailureLineKey",
    "FailureSign",
    "Input",
    "Manual",
    "ToldEvent",
    "VolumeChange",
]
