"""The index of the search over all books: kept by the clerk, made again by ``vonggac reindex --books``."""


class SearchRound:
    """The clerk's share: the triggers once, then what they put down."""

    def __init__(self) -> None:
        self._installed = False

    def run(self) -> None:
        """DatabaseError passes."""
        from vonggac.search import services

        if not self._installed:
            services.install()
            self._installed = True
        services.keep_up()


def index_books() -> int:
    """All of the index made again of the rows; how many. No book changes, and pages go on meanwhile."""
    from vonggac.search import services

    rows = services.refill()
    while services.keep_up():
        pass
    return rows
