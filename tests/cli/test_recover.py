"""``vonggac recover``: two others at the machine (ACCESS §6.7)."""

from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from tests.scenes.factors import totp
from tests.scenes.schools import PASSWORD, SchoolScene, yen_cuong
from vonggac.cli import recover
from vonggac.factors import selectors
from vonggac.people.models import Account


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def ask(username: str, *answers: str) -> tuple[int, str]:
    with patch.object(recover, "enter"):
        done = CliRunner().invoke(recover.app, [username], input="\n".join(answers) + "\n")
    return done.exit_code, done.output


def test_two_others_open_the_way(school: SchoolScene) -> None:
    totp(school.principal)
    code, said = ask("anh", "binh", PASSWORD, "cuong", PASSWORD)
    assert (code, "sets up a new second step" in said) == (0, True)
    assert not selectors.has_any(Account.objects.get(username="anh").id)


@pytest.mark.parametrize(
    ("who", "answers", "words"),
    [
        ("anh", ["binh", PASSWORD, "binh", PASSWORD], "Hai người khác|Two others"),
        ("anh", ["binh", "a wrong one"], "wrong"),
        ("nobody", [], "no account"),
    ],
    ids=["one twice", "wrong password", "unknown"],
)
def test_what_is_not_enough_is_said(
    school: SchoolScene, who: str, answers: list[str], words: str
) -> None:
    totp(school.principal)
    code, said = ask(who, *answers)
    assert code == 2
    assert any(each in said for each in words.split("|"))
    assert selectors.has_any(Account.objects.get(username="anh").id)
