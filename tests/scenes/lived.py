"""A school in which something of everything has happened: one row behind every address that names one."""

from datetime import date
from typing import Any
from uuid import UUID

from tests.scenes.factors import totp
from tests.scenes.regulations import regulation
from tests.scenes.requests import PDF, clerk, filed
from tests.scenes.schools import SchoolScene, directive, holder, login, open_shift, yesterday
from vonggac.access import services as access
from vonggac.access.models import TechnicalCheck
from vonggac.access.services import add_bookmark
from vonggac.attention import selectors as attention_selectors
from vonggac.attention import services as attention
from vonggac.attention.kinds import ChangeKind, Told
from vonggac.breaches import services as breaches
from vonggac.directives import services as directives
from vonggac.disclosures import services as disclosures
from vonggac.duty import services as duty
from vonggac.duty.models import MonthClosing
from vonggac.equipment import services as equipment
from vonggac.evidence.marks import Mark
from vonggac.exports import services as exports
from vonggac.factors import selectors as factors
from vonggac.holds import services as holds
from vonggac.incidents import services as incidents
from vonggac.inspections import services as inspections
from vonggac.integrations import services as integrations
from vonggac.integrations.scopes import Scope
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Purpose, Refusal
from vonggac.kernel.ranges import Range
from vonggac.network import services as network
from vonggac.network.comparing import Device
from vonggac.notices.kinds import NoticeKind
from vonggac.notices.models import Channel, Notice
from vonggac.people import selectors as persons
from vonggac.people import services as people
from vonggac.people.days import day_of
from vonggac.people.models import Account
from vonggac.people.roles import Power, Role
from vonggac.pictures import services as pictures
from vonggac.places import services as places
from vonggac.places.schedule import RangeKind
from vonggac.reports import services as reports
from vonggac.suggestions import services as suggestions
from vonggac.violations import services as violations

Parts = dict[str, object]
"""What an address names: the part's name in the URL pattern → the row's id."""

FIXED: Parts = {
    "code": "pledge",
    "form": "viewing_request",
    "kind": "pdf",
    "which": "ours",
    "year": "2026-2027",
    "month": "2026-10",
    "volume": 1,
    "step": "receive",
    "day": "2026-11-20",
    "place": 1,
    "rest": "nothing/here",
}
"""Parts that name no row of a school."""
LONG = date(2030, 1, 1)


def lived(school: SchoolScene, secret: str) -> Parts:
    """``secret`` stands in every text that people wrote. The caller stands in for tap, decoder and archive."""
    return {
        **_people(school, secret),
        **_papers(school, secret),
        **_pictures(school, secret),
        **_duty(school, secret),
        **_equipment(school, secret),
        **_rules(school, secret),
        **_devices(school, secret),
    }


def member(school: SchoolScene, role: Role) -> UUID:
    """Who holds the role; appointed when first needed."""
    there = persons.holders(school.id, [role], clock.now_us()).first()
    return holder(school, role) if there is None else there.id


def _people(school: SchoolScene, secret: str) -> Parts:
    who = member(school, Role.CLERK)
    account = Account.objects.get(person_id=who).id
    past = day_of(clock.now_us() - 2 * clock.DAY_US)
    head = school.principal
    pledge = people.record_pledge(
        person=who, school=school.id, signed_on=past, by=head, paper=secret
    )
    training = people.record_training(
        person=who, school=school.id, held_on=past, trainer=secret, by=head
    )
    scan = people.attach_scan(signed=pledge.id, school=school.id, by=head, content=PDF)
    people.ask_reset(account=account, school=school.id, reason=secret, by=school.it_teacher)
    delegation = people.delegate(
        school=school.id,
        to=school.vice_principal,
        powers=[Power.APPROVE_COPY],
        paper=secret,
        signed_on=past,
        from_us=clock.now_us(),
        to_us=clock.now_us() + clock.DAY_US,
        by=head,
    )
    at_us = clock.now_us()
    told = Notice.objects.create(
        person_id=head,
        kind=NoticeKind.REQUEST_AWAITS,
        params={"no": "DN-2026-001"},
        key=secret,
        urgency=1,
        created_us=at_us,
        again_us=at_us,
    )
    way = Channel.objects.create(
        person_id=head, kind="email", label=secret, sealed=b"x", made_us=at_us
    )
    totp(head)
    return {
        "person": who,
        "account": account,
        "signed": pledge.id,
        "training": training.id,
        "scan": scan.scan_id,
        "delegation": delegation.id,
        "notice": told.id,
        "channel": way.id,
        "factor": factors.factors(Account.objects.get(person_id=head).id)[0].id,
    }


def _papers(school: SchoolScene, secret: str) -> Parts:
    gate = school.cameras["gate"]
    paper = directive(school, acts=(Act.PLAYBACK, Act.EXPORT))
    asked = filed(school, account=secret)
    file = disclosures.attach(request=asked.id, by=clerk(school), what="request", content=PDF)
    about: dict[str, Any] = {"school": school.id, "cameras": [gate], "footage": yesterday()}
    proposal = directives.propose(
        **about, by=school.duty_officer, purpose=Purpose.SAFETY, reason=secret
    )
    hold = holds.place(**about, ground="own", reason=secret, by=school.it_teacher, review_on=LONG)
    case = incidents.open_case(**about, by=school.duty_officer, purpose="security", what=secret)
    dossier = incidents.report(case=case.id, by=school.duty_officer, words=secret)
    export = exports.request(
        person=school.duty_officer,
        school=school.id,
        cameras=[gate],
        footage=Range(paper.footage_from_us, paper.footage_from_us + clock.MINUTE_US),
        reason=secret,
        recipient=secret,
    )
    assert dossier.id == case.id
    first = case.lines.first()
    assert first is not None
    return {
        "directive": paper.id,
        "request_id": asked.id,
        "paper": file.id,
        "proposal": proposal.id,
        "hold": hold.id,
        "case": case.id,
        "case_correct.line": first.id,
        "export": export.id,
    }


def _pictures(school: SchoolScene, secret: str) -> Parts:
    row = pictures.take_live(
        pictures.Asked(
            person=school.principal,
            session=login(school.principal),
            school=school.id,
            camera=school.cameras["gate"],
            mark=Mark("Nguyễn Thị Ánh", "p-3f2a91", ".23", "PCĐ-2026-001", "a1b2c3"),
            reason=secret,
        )
    )
    slip = pictures.print_copies(
        snapshot=row.id, person=school.principal, reason=secret, recipients=[secret]
    )
    return {"snapshot": row.id, "slip": slip.id, "copy": slip.copies.get().id}


def _duty(school: SchoolScene, secret: str) -> Parts:
    shift = open_shift(school)
    handover = duty.hand_over(
        shift=shift.id, person=school.duty_officer, to=school.it_teacher, remarks=secret
    )
    at_us = clock.now_us()
    line = duty.write_usage_line(
        school=school.id,
        person=school.duty_officer,
        started_us=at_us,
        ended_us=at_us,
        basis="directive",
        basis_ref="PCĐ-2026-001",
        cameras=[{"camera": school.cameras["gate"], "name": "Cổng 1", "area": "Cổng trường"}],
        served=[],
        footage=Range(10, 20),
        form="playback",
        purpose="safety",
        purpose_detail=secret,
    )
    return {
        "shift": shift.id,
        "handover": handover.id,
        "line": line.id,
        "closing": _closing(school, line.number),
        **_watching(school, secret),
    }


def _closing(school: SchoolScene, last: int) -> object:
    """As if the month were over."""
    return MonthClosing.objects.create(
        school_id=school.id,
        school_year="2026-2027",
        month="2026-10",
        from_number=1,
        to_number=last,
        counts={},
        keeper_id=school.it_teacher,
        keeper_name="Lê Văn Cường",
        closed_us=clock.now_us(),
        size=1,
        code="CODE",
        printed="CODE",
    ).id


def _watching(school: SchoolScene, secret: str) -> Parts:
    at_us, session = clock.now_us(), login(school.duty_officer)
    gate, footage = school.cameras["gate"], yesterday()
    paper = directive(school, footage=footage)
    grant = access.may(
        person=school.duty_officer, act=Act.PLAYBACK, cameras=[gate], footage=footage, at_us=at_us
    )
    assert isinstance(grant, Grant), paper
    viewing = access.start_viewing(
        grant_id=grant.id, session_id=session, act=Act.PLAYBACK, at_us=at_us
    )
    assert not isinstance(viewing, Refusal)
    bookmark = add_bookmark(
        viewing=viewing.id,
        session_id=session,
        title=secret,
        cameras=[gate],
        at_us=footage.from_us,
        to_us=None,
        made_us=at_us,
    )
    check = TechnicalCheck.objects.create(
        school_id=school.id,
        person_id=school.duty_officer,
        camera=gate,
        day=day_of(at_us),
        at_us=at_us,
        from_us=footage.from_us,
        to_us=footage.from_us + clock.SECOND_US,
        grant_id=grant.id,
        well=False,
        note=secret,
    )
    return {"bookmark": bookmark.id, "check": check.id}


def _equipment(school: SchoolScene, secret: str) -> Parts:
    failure = equipment.open_by_hand(school=school.id, by=school.it_teacher, words=secret)
    input_, _token = equipment.make_input(
        school=school.id,
        by=school.it_teacher,
        name=secret,
        cameras=[school.cameras["gate"]],
        basis=secret,
    )
    days = places.add_days(
        school=school.id, kind=RangeKind.TERM, name=secret, from_day=LONG, to_day=LONG, by=None
    )
    return {
        "failure": failure.id,
        "input_id": input_.id,
        "days": days.id,
        "camera": school.cameras["gate"],
        "area": school.areas["gate"],
    }


def _rules(school: SchoolScene, secret: str) -> Parts:
    head, teacher = school.principal, school.it_teacher
    version = regulation(school)
    said = suggestions.send(
        school=school.id, by=school.duty_officer, subject="device", trouble=secret
    )
    suggestions.receive(suggestion=said.id, by=teacher)
    batch = suggestions.gather(school=school.id, by=teacher)
    found = violations.report(
        school=school.id,
        by=teacher,
        rule="5.2",
        what=secret,
        happened_us=clock.now_us() - clock.HOUR_US,
        concerned=[violations.Concerned(name=secret)],
    )
    attention.gather(
        school=school.id,
        told=[Told(ChangeKind.PROCESS, f"process:{school.id.hex}", 1, subject=secret)],
    )
    breach = breaches.report(
        school=school.id,
        by=teacher,
        discovered_us=clock.now_us() - clock.HOUR_US,
        discovered_by=secret,
        how=secret,
        happened="lost",
        what=secret,
        data_kinds=["footage"],
    )
    check = inspections.begin(school=school.id, month=str(day_of(clock.now_us()))[:7], by=head)
    told = inspections.remind(school=school.id, to=teacher, by=head, text=secret)
    return {
        "decision": version.decision_id,
        "regulation": version.id,
        "suggestion": said.id,
        "batch": batch.id,
        "violation": found.id,
        "breach": breach.id,
        "change": attention_selectors.changes(school.id).get().id,
        "inspection": check.id,
        "reminder": told.id,
    }


def _devices(school: SchoolScene, secret: str) -> Parts:
    teacher = school.it_teacher
    asset = equipment.register_asset(
        school=school.id, by=teacher, code="OC-01", kind="disk", name=secret, basis=secret
    )
    manual = equipment.add_manual(
        school=school.id, by=teacher, brand="Hải Âm", model="X1", title=secret, content=PDF
    )
    today = day_of(clock.now_us())
    line = equipment.write_day_line(
        school=school.id, by=teacher, day=today, condition="good", text=secret
    )
    (sighting,) = network.note_look(
        school=school.id,
        seen=[Device("192.168.1.77", f"9c:14:63:{school.id.hex[:2]}:00:77", (80, 554), secret)],
        cameras=[],
        approved=[],
        whole=False,
    )
    report = reports.draft(
        school=school.id, by=teacher, kind="ad_hoc", from_day=today, to_day=today, demand=secret
    )
    token, _text = integrations.make_token(
        school=school.id,
        by=school.principal,
        name=secret,
        scopes=list(Scope),
        days=30,
        basis=secret,
    )
    return {
        "asset": asset.id,
        "manual": manual.id,
        "device_correct.line": line.id,
        "sighting": sighting.id,
        "report": report.id,
        "token": token.id,
    }
