"""What each form says (FORMS §3.1, §4, §6): the regulation's words, the filled fields, the dotted lines."""

import unicodedata

import pytest

from tests.documents.reading import CODES, PORTRAITS, pages, pages_of, running, squeezed
from vonggac.documents import typesetting
from vonggac.documents.filling import BadData, checked
from vonggac.documents.forms import FORMS

STRANGE = "- # $ * _ @ [x] <b> \\ `a` // = + 1. #sys {requester} {{ x }} ~ \" 'x'"


def texts_of(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, list | tuple):
        return [text for each in value for text in texts_of(each)]
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_of(each)]
    return []


NOT_PRINTED = {
    "print_sheet": {"verify"},
    "fingerprints": {"verify"},
}
CHOICES = {"purpose", "forms", "decision", "manner", "acts", "answer", "condition"}


def printed(code: str) -> list[str]:
    values = checked(FORMS[code], FORMS[code].sample())
    skipped = NOT_PRINTED.get(code, set()) | (CHOICES if code != "read_me_first" else set())
    return [
        text for name, value in values.items() if name not in skipped for text in texts_of(value)
    ]


@pytest.mark.parametrize("code", CODES)
def test_every_field_of_the_sample_is_on_the_paper(code: str) -> None:
    """A field that no layout shows would be a lie of the form."""
    text = running(pages(code, True))
    personal = FORMS[code].shape.head == "personal"
    skipped = (
        {squeezed("UBND XÃ YÊN CƯỜNG"), squeezed("TRƯỜNG TIỂU HỌC YÊN CƯỜNG")}
        if personal
        else set()
    )
    checkpoints = {"2025-10-09  61  YY2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYR3"}
    missing = [
        each
        for each in printed(code)
        if squeezed(each) not in text
        and squeezed(each) not in skipped
        and not each.startswith("2025-10-09  ")
        and each not in checkpoints
    ]
    assert missing == []


@pytest.mark.parametrize("code", CODES)
def test_a_blank_form_can_be_filled_by_hand(code: str) -> None:
    """Every form is printable blank (FORMS §1): dotted lines or empty cells, no sample, no name of a person."""
    text = running(pages(code, False))
    assert text.count("…") + text.count(".") > 20
    assert "Nguyễn" not in text and "Yên" not in text


@pytest.mark.parametrize(
    "code,words",
    [
        (
            "viewing_request",
            [
                "Kính gửi:", "Ngày sinh:", "Số định danh cá nhân:", "Địa chỉ:", "Điện thoại:",
                "Quan hệ, tư cách", "Mục đích:", "An ninh", "An toàn", "Giáo dục", "Phòng chống cháy nổ",
                "Mô tả sự việc:", "Địa điểm, camera:", "Xem tại trường", "In ảnh", "Sao chép",
                "Tài liệu kèm theo:", "không quay, chụp, sao chép, phát tán, đăng tải lên mạng xã hội",
                "Tôi xin chân thành cảm ơn!", "Người đề nghị", "Ý KIẾN CỦA BAN GIÁM HIỆU", "Đồng ý một phần",
                "Không đồng ý", "Người giám sát:", "Phần tiếp nhận", "Người nhận:",
            ],
        ),
        (
            "handover",
            [
                "BÊN GIAO", "BÊN NHẬN", "Tên tệp", "SHA-256", "Niêm phong số", "Độ lệch giờ camera",
                "Nguyên gốc", "Đã che mặt", "1. Mục đích chuyển giao", "2. Loại dữ liệu và chủ thể dữ liệu",
                "3. Thời hạn lưu; trách nhiệm xóa, hủy", "4. Căn cứ pháp lý", "5. Trách nhiệm bảo vệ dữ liệu",
                "6. Trách nhiệm thực hiện quyền của chủ thể dữ liệu", "7. Phối hợp khi có vi phạm",
                "đã đọc cho mọi người cùng nghe và thống nhất ký tên",
            ],
        ),
        (
            "viewing_minutes",
            [
                "Hôm nay, vào lúc", "chúng tôi gồm:", "Nội dung ghi nhận được", "Ý kiến các bên",
                "không quay, chụp, sao chép", "NGƯỜI ĐỀ NGHỊ", "NGƯỜI THỰC HIỆN", "NGƯỜI GIÁM SÁT",
                "THƯ KÝ", "CHỦ TỌA", "Nơi nhận:",
            ],
        ),
        ("reply_letter", ["Đồng ý một phần", "Không đồng ý", "Không còn dữ liệu", "Nơi nhận:"]),
        ("pledge", ["1. Không cho mượn", "6. Báo ngay", "Điều 6", "NGƯỜI CAM KẾT"]),
        ("directive", ["Người chỉ đạo:", "Bằng lời", "Hiệu lực đến:", "Kết quả thực hiện:"]),
        ("print_sheet", ["LƯU HÀNH NỘI BỘ", "Bản in số", "cấm sao chép"]),
    ],
)  # fmt: skip
def test_a_blank_form_has_the_words_of_the_clause_in_order(code: str, words: list[str]) -> None:
    text, at = running(pages(code, False)), 0
    for each in words:
        found = text.find(squeezed(each), at)
        assert found >= 0, each
        at = found


@pytest.mark.parametrize(
    "code,left,right",
    [
        ("viewing_minutes", "THƯ KÝ", "CHỦ TỌA"),
        ("handover", "BÊN GIAO", "HIỆU TRƯỞNG"),
        ("directive", "NGƯỜI THỰC HIỆN", "NGƯỜI CHỈ ĐẠO"),
    ],
)
def test_who_made_it_signs_left_and_the_head_right(code: str, left: str, right: str) -> None:
    """FORMS §1: the right-most has the seal."""
    page = pages(code, True)[-1]
    text = "".join(c["text"] for c in page.chars)
    places = [page.chars[text.rindex(each)] for each in (left, right)]
    assert places[0]["x0"] < places[1]["x0"]
    assert abs(places[0]["top"] - places[1]["top"]) < 1


@pytest.mark.parametrize(
    "code,field",
    [("directive", "content"), ("reply_letter", "reason"), ("viewing_request", "event")],
)
def test_what_looks_like_markup_is_printed_as_it_was_typed(code: str, field: str) -> None:
    """Text is never markup, in no field and in no cell (ACCESS §10.6)."""
    assert squeezed(STRANGE) in running(pages_of(code, **{field: STRANGE}))


def test_what_looks_like_markup_in_a_cell_is_printed_too() -> None:
    line = {"number": "1", "name": STRANGE, "position": "=1+1"}
    assert squeezed(STRANGE) in running(pages_of("training_minutes", trainees=[line]))


def test_decomposed_text_comes_back_composed() -> None:
    """NFC at the edge (LANGUAGE §2)."""
    words = "Nguyễn Thị Hường trích xuất dữ liệu Ắ Ệ Ỗ Ự ỹ ở"
    pages = pages_of("directive", content=unicodedata.normalize("NFD", words))
    assert words in pages[0].text


@pytest.mark.parametrize(
    "data,field",
    [
        ({"content": "a\x00b"}, "directive.content"),
        ({"content": "a\u202eb"}, "directive.content"),
        ({"nonsense": "x"}, "directive.nonsense"),
        ({"content": 5}, "directive.content"),
        ({"content": "x" * 10_000_000}, "directive.content"),
        ({"purpose": "curiosity"}, "purpose"),
    ],
)
def test_data_that_do_not_fit_are_refused_with_the_field(
    data: dict[str, object], field: str
) -> None:
    with pytest.raises(BadData) as refused:
        typesetting.pdf("directive", data)
    assert refused.value.field == field


@pytest.mark.parametrize("code", PORTRAITS)
def test_every_form_says_its_clause_and_labels_its_fields(code: str) -> None:
    form = FORMS[code]
    assert "Điều" in form.clause
    assert all(each.label for each in form.fields)
