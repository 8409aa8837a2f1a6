"""Pages of directives: list, the slip, issuing, the Board's own demand."""
