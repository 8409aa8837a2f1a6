"""``python -m tests.requirements``: writes docs/clauses.md anew."""

import django

django.setup()

from tests.requirements import table  # noqa: E402 - the addresses are Django's

table.PAGE.write_text(table.page(), "utf-8")
