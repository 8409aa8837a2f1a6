"""The words that player.js and timeline.js say."""

from django.utils.translation import gettext as _

from vonggac.web.words import CAUSES


def player_words() -> dict[str, str]:
    return {
        "play": _("Play"),
        "pause": _("Pause"),
        "loading": _("Loading"),
        "noFootage": _("No footage at this instant"),
        "noFootageHere": _("This camera has no footage in this hour."),
        "unshowable": _("This browser cannot show H.265, and the camera has no sub stream here."),
        "substituted": _("Sub stream: this browser cannot show H.265."),
        "jumped": _("Jumped {length} without footage: {cause}."),
        "end": _("End of what may be viewed."),
        "endOfFootage": _("No later footage."),
        "outside": _("Outside the permitted range."),
        "failed": _("The footage could not be loaded. Trying again."),
        "expired": _("The right to view has ended."),
        "month": _("Month"),
        "footage": _("Footage"),
        "pending": _("Being written"),
        "erased": _("Erased automatically at expiry"),
        "unexplained": _("Unexplained"),
        "none": _("Nothing recorded yet"),
        "ofFootage": _("{share} percent footage"),
        "forbidden": _("Outside what is permitted"),
        "d": _("d"),
        "h": _("h"),
        "m": _("min"),
        "s": _("s"),
        "timelineHelp": _(
            "Timeline. Left and right move, plus and minus zoom, Enter goes to the instant in the middle."
        ),
        "enlarge": _("Enlarge {name}"),
        **{f"cause.{cause.value}": str(word) for cause, word in CAUSES.items()},
    }
