"""Addresses of second factors."""

from django.urls import path

from vonggac.web.factors import door, passkeys, views

urlpatterns = [
    path("second-factor", door.second_factor, name="second_factor"),
    path("second-factor/enrol", door.enrol, name="enrol"),
    path("passkey/ask", passkeys.ask, name="passkey_ask"),
    path("passkey/answer", passkeys.answer, name="passkey_answer"),
    path("passkey/new", passkeys.ask_new, name="passkey_new"),
    path("passkey/keep", passkeys.keep, name="passkey_keep"),
    path("confirm", views.confirm_login, name="confirm_login"),
    path("security", views.security, name="security"),
    path("security/app", views.totp_new, name="totp_new"),
    path("security/codes", views.recovery_codes, name="recovery_codes"),
    path("security/<uuid:factor>/end", views.factor_end, name="factor_end"),
]
