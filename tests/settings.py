"""Settings of the tests: the product's own, on a data folder of their own, both databases writable."""

import os
import tempfile

os.environ["VONGGAC_DATA"] = tempfile.mkdtemp(prefix="vonggac-tests-")
os.environ["VONGGAC_ROLE"] = "archivist"

from vonggac.web.settings import *  # noqa: F403  (the folder must be set first; a settings module exports all)
