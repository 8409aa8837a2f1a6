"""What the pages say of volumes: states, refusals, what to know first."""

from django.utils.translation import gettext_lazy as _

from vonggac.archive.new_volume import Concern
from vonggac.equipment.storage import VolumeDeed

UNREADABLE = _(
    "The list of disks (volumes.json) cannot be read: it was changed by hand. Mend it at the recording computer."
)

REFUSALS = {
    "not_absolute": _("Give the whole path of the folder, such as /mnt/disk2/vonggac."),
    "not_there": _("There is no such folder. Mount the disk and make the folder first."),
    "not_writable": _(
        "Vọng Gác cannot write there. Check the rights of the folder and how the disk is mounted."
    ),
    "twice": _("This disk is in the list already."),
    "inside": _(
        "This folder lies inside another disk of the list, or holds one. Choose a folder of its own."
    ),
    "data_folder": _(
        "This folder belongs to the data folder of Vọng Gác (databases, ledger, keys). Choose another."
    ),
    "silent": _("The disk does not answer. Check its cable or its network, then try again."),
    "another": _("Footage of another installation of Vọng Gác lies there. Choose another folder."),
    "last_one": _(
        "This is the only disk in use: without it nothing is recorded. Add another one first."
    ),
    "not_listed": _("This disk is not in the list any more."),
}

CONCERNS = {
    Concern.SAME_DISK: _(
        "This folder is on the same disk as another one in use: there is no more room, and both fail together."
    ),
    Concern.NOT_EMPTY: _(
        "Other files lie in this folder. Vọng Gác leaves them alone; better is a folder of its own."
    ),
}

CHANGES = {
    VolumeDeed.FIRST: _("Write to it first"),
    VolumeDeed.RETIRE: _("Write to it no more"),
    VolumeDeed.RESERVE: _("Another reserve"),
}

DEEDS = {VolumeDeed.ADD.value: _("Added")} | {each.value: words for each, words in CHANGES.items()}

WHYS = {
    "does not answer": _("does not answer"),
    "its marker is gone: not mounted?": _(
        "the folder is there, the disk is not: it is not mounted"
    ),
    "empty: not mounted?": _("the folder is there, the disk is not: it is not mounted"),
    "the marker of another volume": _("another disk is in its place"),
    "cannot be written": _("read-only"),
}
"""Of ``VolumeState.why``; what is not here is the operating system's word."""

GONE, READ_ONLY, FULL, RESERVE_USED = _("not there"), _("read-only"), _("full"), _("reserve used")
LOW, SLOW, WRITING, READY = _("nearly full"), _("slow"), _("being written"), _("ready")
RETIRED, UNKNOWN = _("retired"), _("being looked at")
