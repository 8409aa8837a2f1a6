"""``python -m tests.requirements``: writes docs/clauses.md and docs/forms.md anew."""

import django

django.setup()

from tests.requirements import papers, table  # noqa: E402 - the addresses are Django's

table.PAGE.write_text(table.page(), "utf-8")
papers.PAGE.write_text(papers.page(), "utf-8")
