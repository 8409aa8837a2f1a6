"""Breaches of personal data: weighed and found harmless, notified within the 72 hours, and one whose hours run."""

from collections.abc import Iterator
from datetime import timedelta

from vonggac.breaches import services as breaches
from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, later
from vonggac.kernel import clock


def stories(year: Year) -> Iterator[Story]:
    yield _leader(year)
    yield _harmless(year)
    yield _notified(year)
    yield _running(year)


def _leader(year: Year) -> Story:
    yield at(year.first, 15, 30)
    breaches.name_leader(
        school=year.school,
        by=year.cast.principal,
        leader=year.cast.vice_principal,
        contact="0226 385 0012",
        basis=f"85/QĐ-{year.symbol}",
    )


def _harmless(year: Year) -> Story:
    yield at(year.first + timedelta(days=7), 8, 30)
    made = breaches.report(
        school=year.school,
        by=year.cast.it_teacher,
        discovered_us=clock.now_us() - clock.HOUR_US,
        discovered_by="Viên chức trực",
        how="Kiểm kê bản in cuối ngày",
        happened="lost",
        what="Thiếu một bản in ảnh cổng trường, tìm thấy trong ngăn bàn phòng trực",
        data_kinds=["pictures"],
    )
    yield later(0, 15, 0)
    words = "Bản in không ra khỏi phòng trực, không thấy rõ mặt người: không gây hại cho ai."
    breaches.decide(breach=made.id, by=year.cast.principal, notify=False, words=words)
    yield later(2, 9, 0)
    breaches.close(
        breach=made.id,
        by=year.cast.principal,
        cause="Không cất bản in vào tủ ngay sau khi dùng",
        measures="Đã thu hồi, cất vào tủ khóa",
        lessons="Kết thúc ca phải kiểm tra mục giấy tờ, ảnh in",
    )


def _notified(year: Year) -> Story:
    yield at(year.first + timedelta(days=150), 19, 40)
    head = year.cast.principal
    made = breaches.report(
        school=year.school,
        by=year.cast.it_teacher,
        discovered_us=clock.now_us() - 2 * clock.HOUR_US,
        discovered_by="Phụ huynh báo tin",
        how="Thấy ảnh chụp màn hình trực trên mạng xã hội",
        happened="published",
        what="Ảnh chụp lại màn hình trực sân trường bị đăng lên mạng",
        data_kinds=["pictures"],
        pupils=9,
    )
    yield later(1, 8, 0)
    words = "Thấy rõ mặt học sinh, phải thông báo."
    breaches.decide(breach=made.id, by=head, notify=True, words=words)
    words = "Đã đề nghị gỡ bài, người đăng đã gỡ."
    breaches.add_line(breach=made.id, by=year.cast.it_teacher, kind="measure", words=words)
    yield later(0, 16, 30)
    breaches.send_notice(
        breach=made.id,
        by=head,
        to="authority",
        number=f"31/TB-{year.symbol}",
        recipient="Công an xã Hoa Phượng",
        sent_us=clock.now_us(),
    )
    yield later(8, 10, 0)
    breaches.close(
        breach=made.id,
        by=head,
        cause="Người trực dùng điện thoại chụp màn hình",
        measures="Gỡ ảnh, nhắc nhở, cấm điện thoại trong phòng trực",
        lessons="Nhắc lại khoản 5 Điều 5 khi mở ca",
    )


def _running(year: Year) -> Story:
    yield at(year.last - timedelta(days=1), 16, 0)
    breaches.report(
        school=year.school,
        by=year.cast.it_teacher,
        discovered_us=clock.now_us() - clock.HOUR_US,
        discovered_by="Giáo viên chủ nhiệm",
        how="Nghe phụ huynh hỏi về một đoạn hình",
        happened="leaked",
        what="Có người cho xem màn hình trực trong giờ đón học sinh",
        data_kinds=["footage"],
    )
