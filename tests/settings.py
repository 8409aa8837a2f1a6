"""Settings of the tests: the product's own, on their own data folder; both databases writable, quick passwords."""

import os
import tempfile

os.environ["VONGGAC_DATA"] = tempfile.mkdtemp(prefix="vonggac-tests-")
os.environ["VONGGAC_ROLE"] = "archivist"

from vonggac.web.settings import *  # noqa: F403  (the folder must be set first; a settings module exports all)

PASSWORD_HASHERS = ["tests.scenes.hashing.QuickArgon2"]
