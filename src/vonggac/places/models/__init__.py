"""Tables of schools, areas and cameras, and of what was decided about them. Data and constraints only."""

from vonggac.places.models.decisions import (
    AreaAudio,
    CalendarRange,
    RecordingPlan,
    RetentionDecision,
    StreamsAccepted,
    ViewAccepted,
    WatchSettings,
)
from vonggac.places.models.registry import (
    Area,
    AreaKind,
    Camera,
    CameraState,
    School,
    SourceKind,
    Transport,
)

__all__ = [
    "Area",
    "AreaAudio",
    "AreaKind",
    "CalendarRange",
    "Camera",
    "CameraState",
    "RecordingPlan",
    "RetentionDecision",
    "School",
    "SourceKind",
    "StreamsAccepted",
    "Transport",
    "ViewAccepted",
    "WatchSettings",
]
