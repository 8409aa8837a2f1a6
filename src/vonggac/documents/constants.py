"""Numbers of NĐ 30/2020 as the layouts read them: ``layouts/nd30.toml`` is the one place."""

import tomllib
from pathlib import Path
from typing import Any

ND30: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "layouts" / "nd30.toml").read_text(encoding="utf-8")
)
