"""Forms of the door and of people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.people.roles import Role
from vonggac.web.forms import PageForm
from vonggac.web.places.school import locality_field, parent_body_field
from vonggac.web.words import ROLES

ADDRESSES = [("co", _("Ms")), ("thay", _("Mr"))]


class SignInForm(PageForm):
    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ChangePasswordForm(PageForm):
    old_password = forms.CharField(
        label=_("Password now"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        help_text=_("At least 12 characters. A short sentence is good and easy to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password, once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new_password"):
            raise forms.ValidationError(_("The two are not the same."))
        return again


class AccountFields(PageForm):
    """A person with an account."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    form_of_address = forms.ChoiceField(
        label=_("Form of address"), choices=ADDRESSES, widget=forms.RadioSelect
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        help_text=_(
            "Lower-case letters without marks, digits, dots. One account, one person (khoản 1 Điều 5)."
        ),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    password = forms.CharField(
        label=_("First password"),
        max_length=200,
        strip=False,
        help_text=_("At least 12 characters. A short sentence is good and easy to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
    )


class SetUpForm(AccountFields):
    """The school and its head: everybody else is added afterwards, by name."""

    school_name = forms.CharField(label=_("Name of the school"), max_length=160)
    symbol = forms.CharField(
        label=_("Symbol for document numbers"), max_length=20, help_text=_("Such as THYC.")
    )
    parent_body = parent_body_field(required=False)
    locality = locality_field(required=False)
    year_begins = forms.RegexField(
        r"^\s*\d{1,2}/\d{1,2}\s*$",
        label=_("First day of the school year"),
        initial="05/9",
        max_length=8,
        help_text=_("Day and month. The books of a school year begin with it; it stays."),
        error_messages={"invalid": _("Write day and month, such as 05/9.")},
    )
    head_role = forms.ChoiceField(
        label=_("Position"),
        choices=[
            (Role.PRINCIPAL.value, ROLES[Role.PRINCIPAL]),
            (Role.VICE_PRINCIPAL.value, _("Vice-principal in charge")),
        ],
        widget=forms.RadioSelect,
        initial=Role.PRINCIPAL.value,
    )
    field_order = (
        "school_name",
        "symbol",
        "parent_body",
        "locality",
        "year_begins",
        "head_role",
        "form_of_address",
        "full_name",
        "username",
        "password",
    )
