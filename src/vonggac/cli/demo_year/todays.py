"""The deeds of today: about the footage that the demo has recorded since it began."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from vonggac.access import selectors as checks
from vonggac.access import services as access
from vonggac.archive import selectors as archive
from vonggac.cli.demo_year.duty import BROWSER, DESK
from vonggac.disclosures import services as disclosures
from vonggac.disclosures.facts import Party, Wish
from vonggac.evidence.marks import Mark
from vonggac.exports import services as exports
from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.people import selectors as people
from vonggac.people import services as people_services
from vonggac.people.days import day_of
from vonggac.people.roles import Role
from vonggac.pictures import services as pictures
from vonggac.places import selectors as places


@dataclass(frozen=True, slots=True)
class Today:
    school: UUID
    cameras: list[str]
    footage: Range
    """What all of them have."""

    @classmethod
    def begin(cls, enough_us: int) -> "Today | None":
        """None while there is too little."""
        school = places.the_school()
        if school is None:
            return None
        spans = {each.id: archive.recorded_span(each.id) for each in places.cameras(school.id)}
        known = {camera: span for camera, span in spans.items() if span is not None}
        if len(known) < 2:
            return None
        from_us = max(each.from_us for each in known.values())
        to_us = min(each.to_us for each in known.values())
        if to_us - from_us < enough_us:
            return None
        return cls(school.id, sorted(known), Range(from_us, to_us))

    def deeds(self) -> Iterator[Callable[[], None]]:
        yield self.check_cameras
        yield self.take_pictures
        yield self.agree_to_a_request
        yield self.look_by_own_right

    def check_cameras(self) -> None:
        """Kiểm tra kỹ thuật: the newest ten seconds of three cameras."""
        teacher = self._who(Role.IT_TEACHER)
        for camera in self.cameras[:3]:
            newest = access.probe(camera)
            if newest is None:
                continue
            access.may(
                person=teacher,
                act=Act.PLAYBACK,
                cameras=[camera],
                footage=newest,
                at_us=now_us(),
                technical=True,
            )
        for check in checks.technical_checks(self.school, since=day_of(now_us())):
            access.conclude_technical(check=check.id, person=teacher, well=True, note="")

    def take_pictures(self) -> None:
        """By the principal, from the live picture; one is printed twice."""
        head = self._who(Role.PRINCIPAL)
        account = people.account_of(head)
        assert account is not None  # noqa: S101  (founded with one)
        login = people_services.open_session(account=account.id, user_agent=BROWSER, address=DESK)
        name = people.person(head).full_name
        taken = []
        for camera in self.cameras[:3]:
            asked = pictures.Asked(
                person=head,
                session=login.session,
                school=self.school,
                camera=camera,
                mark=Mark(name, f"p-{head.hex[-6:]}", ".20", "", login.session.hex[-6:]),
                reason="Đối chiếu góc nhìn camera",
                purpose=Purpose.SECURITY,
            )
            taken.append(pictures.take_live(asked))
        people_services.end_session(session=login.session)
        pictures.print_copies(
            snapshot=taken[0].id,
            person=head,
            reason="Họp Ban Giám hiệu",
            recipients=["Trần Văn Bình, Phó Hiệu trưởng", "Lê Văn Cường, giáo viên Tin học"],
        )

    def agree_to_a_request(self) -> None:
        """A mother's request of today is agreed to, a copy asked for and approved; the clerk process builds it."""
        clerk, head = self._who(Role.CLERK), self._who(Role.PRINCIPAL)
        officer, teacher = self._who(Role.DUTY_OFFICER), self._who(Role.IT_TEACHER)
        row = disclosures.file(
            school=self.school, by=clerk, wish=self._wish(), party=_mother(), outsider=True
        )
        disclosures.enter_filed_paper(request=row.id, by=clerk, filed_no="412/CVĐ")
        disclosures.send(request=row.id, by=clerk)
        disclosures.receive(request=row.id, by=clerk, identity_checked=True)
        put = disclosures.put_to_board(request=row.id, by=clerk)
        scope = disclosures.Scope(
            cameras=frozenset(self.cameras[:1]),
            footage=self.footage,
            acts=frozenset({Act.PLAYBACK, Act.EXPORT}),
            executor=officer,
            supervisor=teacher,
            valid_to_us=now_us() + 2 * DAY_US,
        )
        disclosures.agree(request=row.id, by=head, scope=scope, read_sha256=put.request_sha256)
        disclosures.begin(request=row.id, by=officer)
        asked = exports.request(
            person=officer,
            school=self.school,
            cameras=self.cameras[:1],
            footage=self.footage,
            reason="Giao gia đình theo đề nghị đã được đồng ý",
            recipient="Đặng Thị Nụ",
            request_ref=put.label,
        )
        exports.approve(export=asked.id, by=head)

    def look_by_own_right(self) -> None:
        """Xem theo quyền Ban Giám hiệu (khoản 2 Điều 4), by the vice-principal: the principal is told."""
        access.own_demand(
            person=self._who(Role.VICE_PRINCIPAL),
            school=self.school,
            purpose=Purpose.SAFETY,
            cameras=self.cameras[:2],
            footage=self.footage,
            purpose_detail="Xem lại giờ đón học sinh hôm nay",
        )

    def _wish(self) -> Wish:
        return Wish(
            cameras=frozenset(self.cameras[:2]),
            footage=self.footage,
            acts=frozenset({Act.PLAYBACK, Act.EXPORT}),
            purpose=Purpose.SAFETY,
            reason="Làm rõ vì sao cháu ngã",
            account="Cháu ngã ở cổng trường, gia đình muốn xem lại.",
            place="Cổng trường",
            own_image=True,
            pledged=True,
        )

    def _who(self, role: Role) -> UUID:
        found = people.holders(self.school, [role], now_us())
        return next(each.id for each in found if getattr(each, "account", None) is not None)


def _mother() -> Party:
    return Party(
        name="Đặng Thị Nụ",
        birth_date=date(1990, 5, 12),
        id_number="036090001234",
        address="Thôn 3, xã Hoa Phượng",
        phone="0912 345 678",
        relation="Mẹ em Nguyễn Bảo Anh, lớp 3B",
    )
