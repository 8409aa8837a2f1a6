"""``python -m vonggac``."""

from vonggac.cli.main import main

main()
