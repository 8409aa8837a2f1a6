"""Questions of rows that are asked thousands of times a day: Django writes their SQL once."""

from vonggac.prepared.questions import Prepared

__all__ = ["Prepared"]
