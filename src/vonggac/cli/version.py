"""Which release this is: of what is installed, or of the checkout."""

from importlib import metadata
from pathlib import Path


def version() -> str:
    """Of the installed package, or of the checkout's changelog."""
    try:
        return metadata.version("vonggac")
    except metadata.PackageNotFoundError:
        changelog = Path(__file__).parents[3] / "CHANGELOG.md"
        return changelog.read_text().split("## [", 1)[1].split("]", 1)[0]
