"""Adds a clerk, and lets the vice-principal approve copies: ``python -m tests.e2e.found_clerk FOLDER``."""

import sys
from pathlib import Path

from vonggac.cli.office import enter
from vonggac.kernel.data_folder import DataFolder


def add() -> None:
    """Thầy Giang receives papers; cô Ánh decides who approves what leaves the school (khoản 5 Điều 5)."""
    from tests.e2e.found_school import PASSWORD, enrol
    from vonggac.directives import services as directives
    from vonggac.kernel.clock import now_us
    from vonggac.people import selectors
    from vonggac.people import services as people
    from vonggac.people.roles import Role
    from vonggac.places import selectors as places
    from vonggac.web.local_time import local

    school = places.the_school()
    assert school is not None
    person = people.create_person(full_name="Hoàng Văn Giang", address="thay", by=None)
    account = people.create_account(
        person=person.id, username="giang", password=PASSWORD, by=None, must_change_password=False
    )
    enrol(account.id)
    people.appoint(
        person=person.id, school=school.id, role=Role.CLERK, decision_no="02/QĐ", by=None
    )
    head = selectors.head_of(school.id, now_us())
    assert head is not None
    directives.decide_policy(
        school=school.id,
        values={"copy_by_vice_principal": True},
        paper="85/QĐ-THTN",
        decided_on=local(now_us()).date(),
        basis="Phân công của Hiệu trưởng",
        by=head.id,
    )


if __name__ == "__main__":
    enter(DataFolder(Path(sys.argv[1])))
    add()
