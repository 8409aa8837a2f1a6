"""What stands in a list to choose from begins with a capital, as every line that stands alone does here."""

from django import forms
from django.utils.translation import override

from vonggac.web.forms import PageForm
from vonggac.web.templatetags.page import day_text, thousands


class Sample(PageForm):
    word = forms.ChoiceField(choices=[("", "–"), ("month", "tháng"), ("đ", "đột xuất")])
    one = forms.ChoiceField(choices=[("a", "ảnh chụp")], widget=forms.RadioSelect)
    some = forms.MultipleChoiceField(
        choices=[("a", "âm thanh")], widget=forms.CheckboxSelectMultiple
    )


def test_every_choice_begins_with_a_capital() -> None:
    """LANGUAGE §4; the words themselves stay as they are where they stand in a sentence."""
    text = "".join(str(field) for field in Sample())
    for shown in ("–", "Tháng", "Đột xuất", "Ảnh chụp", "Âm thanh"):
        assert shown in text
    assert "tháng" not in text
    assert dict(Sample().fields["word"].choices)["month"] == "tháng"  # type: ignore[attr-defined]  # a ChoiceField


def test_money_and_days_are_written_as_people_here_write_them() -> None:
    """LANGUAGE §1: 2.350.000; 20/08/2024, whatever a history holds."""
    with override("vi"):
        assert thousands(2_350_000) == "2.350.000"
    with override("en"):
        assert thousands(2_350_000) == "2,350,000"
    assert day_text("2024-08-20") == "20/08/2024"
    assert day_text("SN20240820") == "SN20240820"
