"""The words that player.js and timeline.js say."""

from django.utils.translation import gettext as _

from vonggac.web.words import CAUSES, HAPPENINGS


def player_words() -> dict[str, str]:
    return {
        "play": _("Play"),
        "pause": _("Pause"),
        "loading": _("Loading"),
        "noFootage": _("No footage at this instant"),
        "noFootageHere": _("This camera has no footage in this hour."),
        "unshowable": _(
            "Key pictures only: this browser cannot show H.265, and there is no sub stream in H.264."
        ),
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
            "Timeline. Left and right move by 5 seconds, with Shift by a minute; plus and minus zoom, Page Up and"
            " Page Down move the view. N and P go to the next and the previous event."
        ),
        "enlarge": _("Enlarge {name}"),
        **{f"cause.{cause.value}": str(word) for cause, word in CAUSES.items()},
        **_words_of_the_hands(),
    }


def _words_of_the_hands() -> dict[str, str]:
    """Step, events, bookmarks, search in the picture."""
    return {
        "remove": _("Take {name} away"),
        "full": _("At most {most} cameras are played in step."),
        "reverse": _("Backwards {speed}×"),
        "forward": _("Forwards {speed}×"),
        "paused": _("Paused"),
        "markFrom": _("Begin of the stretch: {t}"),
        "markTo": _("End of the stretch: {t}"),
        "markNone": _("Stretch taken away"),
        "noNext": _("No later event in sight"),
        "noPrevious": _("No earlier event in sight"),
        "noEvents": _("No event in what the timeline shows."),
        "eventsMore": _("Only the newest {count} are listed: zoom in for all."),
        "goingOn": _("goes on"),
        "events": _("Events"),
        "eventCount": _("{count} events"),
        "bookmarked": _("Bookmark kept: {title}"),
        "copied": _("Link copied. Whoever opens it needs their own right to view."),
        "copyThis": _("Copy this link. Whoever opens it needs their own right to view."),
        "motionHits": _("Motion in the region: {count} stretches"),
        "motionNone": _("No motion in the region within this stretch."),
        "notWatched": _("This camera was not watched for motion in this stretch."),
        "drawFirst": _("Draw the region on the picture first."),
        "searching": _("Searching"),
        "stretchTooLong": _("A search covers a week at most: mark a shorter stretch."),
        **_words_of_sound(),
        "unshowableNext": _(
            "Open it in a browser that shows H.265, or ask the IT teacher to set the camera's sub stream to H.264."
        ),
        "pictures": _("Single pictures: the camera records MJPEG."),
    }


def _words_of_sound() -> dict[str, str]:
    return {
        "soundOn": _("Sound on"),
        "soundOff": _("Sound off"),
        "soundHere": _("with sound"),
        "sound.off": _("The sound of this camera may not be heard now."),
        "sound.none": _("No sound was recorded here."),
        "sound.part": _(
            "Sound was switched on or off within this hour: go further from that moment to hear it."
        ),
        "sound.package": _(
            "The sound is recorded in G.711, which browsers do not play: it is in the exported package only."
        ),
    }


def kinds_in_words() -> dict[str, str]:
    """Every kind of event."""
    return {kind.value: str(word) for kind, word in HAPPENINGS.items()}


def families_in_words() -> dict[str, str]:
    """Kinds that share a mark on the timeline."""
    return {
        "motion": _("Motion"),
        "tamper": _("Camera obstructed"),
        "device": _("Said by the camera"),
        "input": _("Alarm input"),
        "button": _("Button pressed"),
        "technical": _("Technical"),
    }


def keys_in_words() -> list[tuple[tuple[str, ...], str]]:
    """For the help overlay."""
    space, shift = _("Space"), _("Shift")
    return [
        ((space, "K"), _("Play, pause")),
        (("L",), _("Forwards; each press twice as fast")),
        (("J",), _("Backwards by key pictures; each press twice as fast")),
        (("←", "→"), _("5 seconds back, on")),
        ((shift + " ←", shift + " →"), _("1 minute back, on")),
        ((",", "."), _("One picture back, on")),
        (("<", ">"), _("Slower, faster")),
        (("[", "]"), _("Begin, end of the marked stretch")),
        (("N", "P"), _("Next, previous event")),
        (("B",), _("Bookmark")),
        (("R",), _("Search for motion in a region")),
        (("C",), _("Copy the link")),
        (("F",), _("Whole screen")),
        (("M",), _("Sound on, off (where it may be heard)")),
        (("?",), _("These keys")),
    ]
