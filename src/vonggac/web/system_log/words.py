"""Each type of entry as a person reads it (FORMATS §4.3), and the families that the page offers."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

TYPES: dict[str, Promise] = {
    "genesis": pgettext_lazy("system log", "The log was begun"),
    "key.roll": pgettext_lazy("system log", "A key was changed"),
    "restore": pgettext_lazy("system log", "The log goes on after a restore"),
    "segment": pgettext_lazy("system log", "A file of footage was recorded"),
    "segment.recovered": pgettext_lazy("system log", "Footage was recovered after a power cut"),
    "gap.open": pgettext_lazy("system log", "Recording broke off"),
    "gap.close": pgettext_lazy("system log", "Recording went on"),
    "camera.config": pgettext_lazy("system log", "A camera’s configuration was noted"),
    "camera.sig": pgettext_lazy("system log", "A camera’s signature was checked"),
    "clock.step": pgettext_lazy("system log", "The computer’s clock was set"),
    "auth.login": pgettext_lazy("system log", "Signed in"),
    "auth.fail": pgettext_lazy("system log", "A sign-in failed"),
    "auth.lock": pgettext_lazy("system log", "Sign-in was locked"),
    "auth.logout": pgettext_lazy("system log", "Signed out"),
    "session.anomaly": pgettext_lazy("system log", "A sign-in that is unlike itself"),
    "role.change": pgettext_lazy("system log", "A position or power was changed"),
    "view.request": pgettext_lazy("system log", "A viewing was asked for"),
    "view.approve": pgettext_lazy("system log", "A viewing was allowed"),
    "view.deny": pgettext_lazy("system log", "Access was refused"),
    "view.start": pgettext_lazy("system log", "A viewing began"),
    "view.heartbeat": pgettext_lazy("system log", "A viewing went on"),
    "view.stop": pgettext_lazy("system log", "A viewing ended"),
    "search": pgettext_lazy("system log", "Searched"),
    "thumb": pgettext_lazy("system log", "A still was shown"),
    "snapshot": pgettext_lazy("system log", "A snapshot was taken"),
    "print.footage": pgettext_lazy("system log", "A picture was printed"),
    "audit.read": pgettext_lazy("system log", "A paper or the log was read"),
    "export.request": pgettext_lazy("system log", "An extraction was asked for"),
    "export.approve": pgettext_lazy("system log", "An extraction was approved"),
    "export.build": pgettext_lazy("system log", "A package was made"),
    "export.download": pgettext_lazy("system log", "A package was taken"),
    "hold.place": pgettext_lazy("system log", "Footage was put on hold"),
    "hold.release": pgettext_lazy("system log", "A hold was ended"),
    "tombstone": pgettext_lazy("system log", "Days of retention were over"),
    "delete.done": pgettext_lazy("system log", "Footage whose days were over is gone"),
    "retention.shortfall": pgettext_lazy("system log", "Footage is kept shorter than decided"),
    "book.line": pgettext_lazy("system log", "A line was written into a book"),
    "config.change": pgettext_lazy("system log", "A setting was changed"),
    "software.update": pgettext_lazy("system log", "The software was updated"),
    "verify.run": pgettext_lazy("system log", "The log and the footage were checked"),
    "anchor": pgettext_lazy("system log", "A time-stamp from outside was kept"),
    "witness": pgettext_lazy("system log", "A witness signed the log"),
    "anchor.overdue": pgettext_lazy("system log", "Nobody outside has answered for long"),
    "print": pgettext_lazy("system log", "A line of the log was printed"),
}
BOOKS: dict[str, Promise] = {
    "usage": pgettext_lazy("system log", "usage book"),
    "devices": pgettext_lazy("system log", "device book"),
}
"""Other books are named by their proceedings' codes."""
OFTEN = frozenset({"view.heartbeat", "thumb"})
"""Written every few seconds while somebody watches: shown where they are asked for."""
FAMILIES: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "people": (
        pgettext_lazy("system log", "Sign-ins, positions"),
        (*(each for each in TYPES if each.startswith("auth.")), "session.anomaly", "role.change"),
    ),
    "use": (
        pgettext_lazy("system log", "Use of footage"),
        (
            *(each for each in TYPES if each.startswith("view.")),
            "search",
            "snapshot",
            "print.footage",
        ),
    ),
    "often": (pgettext_lazy("system log", "Course of viewings"), tuple(sorted(OFTEN))),
    "refused": (pgettext_lazy("system log", "Refusals"), ("view.deny", "auth.fail", "auth.lock")),
    "export": (
        pgettext_lazy("system log", "Extractions"),
        tuple(each for each in TYPES if each.startswith("export.")),
    ),
    "keeping": (
        pgettext_lazy("system log", "Holds, retention"),
        ("hold.place", "hold.release", "tombstone", "delete.done", "retention.shortfall"),
    ),
    "books": (pgettext_lazy("system log", "Books, papers"), ("book.line", "audit.read", "print")),
    "house": (
        pgettext_lazy("system log", "Settings, log"),
        (
            *(
                "config.change",
                "camera.config",
                "software.update",
                "clock.step",
                "key.roll",
                "restore",
            ),
            *("verify.run", "anchor", "witness", "anchor.overdue"),
        ),
    ),
}
