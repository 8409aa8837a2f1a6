"""The examiner of ``test_walk``'s pages sees each fault that it is there for."""

import pytest

from tests.scenes.markup import wants

WHOLE = (
    '<!doctype html><html lang="vi"><head><title>Sổ</title></head>'
    "<body><main><h1>Sổ</h1>{}</main></body></html>"
)
RIGHT = """
<h2>Camera</h2><form><label for="a">Tên</label><input id="a" name="a"><label>Giờ <input name="b"></label>
<fieldset><legend>Kiểu</legend><input type="radio" aria-label="Một"></fieldset>
<button><svg><path d="M0 0"/></svg>Lưu</button><input type="hidden" name="c"></form>
<img src="x" alt=""><a href="/x"><img src="y" alt="Trang chủ"></a>
<table><thead><tr><th>Số</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>
<template><button></button></template><dialog aria-labelledby="d"><h2 id="d"></h2></dialog>
"""


def test_a_page_in_order_wants_nothing() -> None:
    assert wants(WHOLE.format(RIGHT)) == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("<input name=a>", "has no label"),
        ("<label for=a></label><select id=a></select>", "has no label"),
        ("<fieldset><label>Một<input></label></fieldset>", "has no legend"),
        ("<button><svg></svg></button>", "has no name"),
        ("<a href=/x></a>", "has no name"),
        ("<img src=x>", "has no alt"),
        ("<a href=/x>Xem <button>Mở</button></a>", "lies in"),
        ("<p id=a></p><p id=a></p>", "id a 2 times"),
        ("<label for=nothing>Tên</label>", "points at nothing"),
        ("<h3>Camera</h3>", "h1 is followed by h3"),
        ("<h1>Hai</h1>", "2 headings of the first level"),
        ("<h2></h2>", "is empty"),
        ("<table><tr><td>1</td></tr></table>", "has no heads"),
        ("<div><p>Một</div></p>", "closes"),
        ("<div>", "closes"),
        ("<p onclick=go()>Một</p>", "has a script"),
        ("<a href=/x tabindex=3>Một</a>", "jumps the order"),
        ("<p id=a id=b></p>", "says id twice"),
        ("<iframe src=x></iframe>", "has no title"),
    ],
)
def test_a_fault_is_seen(part: str, said: str) -> None:
    assert any(said in each for each in wants(WHOLE.format(part)))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (WHOLE.replace(' lang="vi"', ""), "no language"),
        (WHOLE.replace("Sổ</title>", "</title>"), "no title"),
        (WHOLE.replace("main>", "div>"), "0 main parts"),
    ],
)
def test_a_fault_of_the_frame_is_seen(page: str, said: str) -> None:
    assert any(said in each for each in wants(page.format("")))
