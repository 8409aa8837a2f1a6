"""Pages of long lists."""

from typing import Any

from django.core.paginator import Page, Paginator

from vonggac.web.viewer import PageRequest

PAGE_SIZE = 25


def page_of(request: PageRequest, rows: Any, size: int = PAGE_SIZE) -> "Page[Any]":
    """The page that ``?page=`` names; the nearest where it names none."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
