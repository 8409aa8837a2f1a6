"""Facts have one digest."""

import pytest

from vonggac.kernel.digests import facts_digest


def test_order_of_keys_does_not_matter_and_every_value_does() -> None:
    """The same facts, written in another order, are the same facts."""
    assert facts_digest({"a": 1, "b": [1, 2]}) == facts_digest({"b": [1, 2], "a": 1})
    assert facts_digest({"a": 1, "b": [1, 2]}) != facts_digest({"a": 1, "b": [2, 1]})
    assert facts_digest({"a": None}) != facts_digest({"a": ""})


@pytest.mark.parametrize("value", [1.5, [1.0], {"x": 0.1}])
def test_a_float_is_refused(value: object) -> None:
    """It has more than one spelling."""
    with pytest.raises(ValueError, match="float"):
        facts_digest({"a": value})
