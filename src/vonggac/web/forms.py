"""What the forms of all rooms share: our classes on the widgets, instants, complaints put beside fields.

Forms check shape only; whether it may be, and whether a text is fit to be stored, is decided by the services.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.authority import Purpose
from vonggac.kernel.text import TextRefused
from vonggac.web import local_time
from vonggac.web.words import PURPOSES

Made = TypeVar("Made")

TEXT_COMPLAINTS = {
    "control": _("This text holds characters that cannot be seen: type it again."),
    "hidden": _("This text holds characters that cannot be seen: type it again."),
    "too_long": _("The text is too long."),
    "empty": _("This field is needed."),
    "lines": _("This must be one line."),
}


class PageForm(forms.Form):
    """A form whose fields look like ours."""

    use_required_attribute = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _dress(field.widget)
            field.label = capfirst(field.label) if field.label else field.label

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.errors:
            if name in self.fields:
                widget = self.fields[name].widget
                widget.attrs["class"] = widget.attrs.get("class", "") + " is-invalid"

    def try_to(self, act: Callable[[], Made]) -> Made | None:
        """The result of a service, or None with its complaint put beside the field that it names."""
        try:
            return act()
        except TextRefused as error:
            self.add_error(
                error.field if error.field in self.fields else None, TEXT_COMPLAINTS[error.code]
            )
            return None
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                for name, problems in error.error_dict.items():
                    self.add_error(name if name in self.fields else None, problems)
            else:
                self.add_error(None, error)
            return None


def _dress(widget: forms.Widget) -> None:
    if isinstance(widget, forms.widgets.ChoiceWidget):
        _begin_with_a_capital(widget)
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return
    if getattr(widget, "input_type", "") == "range":
        name = "form-range"
    elif isinstance(widget, forms.CheckboxInput):
        name = "form-check-input"
    elif isinstance(widget, forms.Select):
        name = "form-select"
    else:
        name = "form-control"
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} {name}".strip()


def _begin_with_a_capital(widget: forms.widgets.ChoiceWidget) -> None:
    """Words that stand in sentences elsewhere stand alone as a choice."""
    as_it_was = widget.create_option

    def create_option(name: str, value: Any, label: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        return as_it_was(name, value, capfirst(label), *rest, **more)

    widget.create_option = create_option  # type: ignore[method-assign]


class InstantField(forms.Field):
    """A wall-clock time of the school as integer microseconds UTC."""

    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M"
    )

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        for shape in ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"):
            try:
                return local_time.instant_of(datetime.strptime(value, shape))  # noqa: DTZ007 (zone added there)
            except (ValueError, TypeError, OverflowError):
                continue
        raise ValidationError(_("Give a day and a time, such as 08:15 02/10/2025."), code="instant")

    def prepare_value(self, value: Any) -> Any:
        return local_time.form_text(value) if isinstance(value, int) else value


def purpose_field() -> forms.ChoiceField:
    """Exactly the four of khoản 1 Điều 1; none is chosen beforehand."""
    return forms.ChoiceField(
        label=_("Purpose (khoản 1 Điều 1)"),
        choices=[(each.value, PURPOSES[each]) for each in Purpose],
        widget=forms.RadioSelect,
    )
