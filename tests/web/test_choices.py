"""What stands in a list to choose from begins with a capital, as every line that stands alone does here."""

from django import forms

from vonggac.web.forms import PageForm


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
