"""Addresses of stocktakes. What a label's code holds is short: a small code is read from further away."""

from django.urls import path

from vonggac.web.stocktakes import counting, papers, views

_ONE = "stocktakes/<uuid:stocktake>"

urlpatterns = [
    path("stocktakes", views.stocktakes, name="stocktakes"),
    path("stocktakes/new", views.stocktake_new, name="stocktake_new"),
    path("stocktakes/labels.pdf", papers.labels, name="asset_labels"),
    path("q/<uuid:asset>", counting.label_code, name="asset_label_code"),
    path("stocktakes/items/<uuid:item>", counting.item, name="stocktake_item"),
    path("stocktakes/photos/<uuid:item>/<int:place>", counting.photo, name="stocktake_photo"),
    path(_ONE, views.stocktake, name="stocktake"),
    path(f"{_ONE}/surplus", counting.surplus, name="stocktake_surplus"),
    path(f"{_ONE}/ways", views.ways, name="stocktake_ways"),
    path(f"{_ONE}/step/<slug:step>", views.stocktake_step, name="stocktake_step"),
    path(f"{_ONE}/correct/<int:place>", views.stocktake_correct, name="stocktake_correct"),
    path(f"{_ONE}/papers/<int:place>", papers.stocktake_paper, name="stocktake_paper"),
    path(f"{_ONE}/minutes.<str:kind>", papers.stocktake_minutes, name="stocktake_minutes"),
]
