"""Labels for devices: 24 on an A4, each with its code, its name, its school (khoản 7 Điều 2)."""

from typing import Any

import pytest

from tests.documents.reading import read, squeezed
from vonggac.documents import client, typesetting
from vonggac.documents.filling import BadData


def rows(count: int) -> list[dict[str, str]]:
    return [
        {
            "code": f"CAM-{number:02d}",
            "name": "Camera # $ *",
            "school": "Trường Tiểu học Yên Cường",
            "address": f"https://camera.thyc.lan/q/{number}",
        }
        for number in range(1, count + 1)
    ]


def test_twenty_four_stand_on_a_sheet_and_the_next_begins_another() -> None:
    pages = read(typesetting.labels({"labels": rows(25)}))
    texts = [squeezed(each.text) for each in pages]
    assert len(texts) == 2
    assert "CAM-01" in texts[0] and "CAM-24" in texts[0]
    assert "CAM-25" in texts[1]
    assert texts[0].count(squeezed("Camera # $ *")) == 24


def test_the_child_makes_them_and_names_what_is_wrong() -> None:
    assert client.labels(rows(1)).startswith(b"%PDF")
    with pytest.raises(client.NotRendered) as refused:
        client.labels([])
    assert refused.value.code == "bad_data"


@pytest.mark.parametrize(
    "wrong",
    [None, {}, {"labels": "x"}, {"labels": [{}]}, {"labels": [{**rows(1)[0], "name": "a\u202eb"}]}],
)
def test_what_is_no_label_is_refused(wrong: Any) -> None:
    with pytest.raises(BadData):
        typesetting.labels(wrong)
