"""Virtual cameras for end-to-end tests, in a process of their own."""

from pathlib import Path

from vonggac.simcam.process import Served, SimProcess

USERNAME, PASSWORD = "quan-ly", "mat-khau-camera-01"


def virtual_cameras(clips: dict[str, Path], *, port: int = 0) -> SimProcess:
    """``with virtual_cameras({"gate/main": clip}) as cameras: cameras.url("gate/main")``; silent, behind a password."""
    served = [Served(path, clip, audio=False) for path, clip in clips.items()]
    return SimProcess(served, port=port, username=USERNAME, password=PASSWORD)
