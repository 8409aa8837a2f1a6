"""Forms of notices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.notices.kinds import ChannelKind
from vonggac.web.forms import PageForm


class ChannelForm(PageForm):
    """A way out of the house."""

    kind = forms.ChoiceField(label=_("Way"), widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("Address"),
        max_length=400,
        help_text=_("Of an e-mail, or of a bot: tgram://TOKEN/CHAT, jsons://host/path."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, with_bots: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ChannelKind if with_bots else (ChannelKind.EMAIL,)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (as declared above)
        field.choices = [(each.value, each.label) for each in kinds]
        field.initial = ChannelKind.EMAIL.value
