"""Addresses of the door and of people."""

from django.urls import path

from vonggac.web.people import door, offices, papers, person, reviews, views

urlpatterns = [
    path("sign-in", door.sign_in, name="sign_in"),
    path("sign-out", door.sign_out, name="sign_out"),
    path("set-up", door.set_up, name="set_up"),
    path("language", door.language, name="language"),
    path("stir", door.stir, name="stir"),
    path("password", door.change_password, name="change_password"),
    path("people", views.people, name="people"),
    path("people/new", views.person_new, name="person_new"),
    path("people/ask", views.account_ask, name="account_ask"),
    path("people/head", offices.head_hand_over, name="head_hand_over"),
    path("people/delegations", offices.delegations, name="delegations"),
    path(
        "people/delegations/<uuid:delegation>/withdraw",
        offices.delegation_withdraw,
        name="delegation_withdraw",
    ),
    path("people/review", offices.account_review, name="account_review"),
    path("people/accounts.<slug:kind>", reviews.account_list, name="account_list"),
    path(
        "people/review/<uuid:review>.<slug:kind>",
        reviews.account_review_minutes,
        name="account_review_minutes",
    ),
    path("people/<uuid:person>", person.person, name="person"),
    path("people/<uuid:person>/step/<slug:step>", person.person_step, name="person_step"),
    path("people/<uuid:person>/signed/<uuid:signed>", papers.person_scan, name="person_scan"),
    path("people/<uuid:person>/scan/<uuid:scan>", papers.person_scan_file, name="person_scan_file"),
    path("people/<uuid:person>/pledge.<slug:kind>", papers.person_pledge, name="person_pledge"),
    path(
        "people/<uuid:person>/training/<uuid:training>.<slug:kind>",
        papers.person_training,
        name="person_training",
    ),
    path("people/<uuid:account>/state", views.person_state, name="person_state"),
    path("sign-in-history", views.sign_in_history, name="sign_in_history"),
]
