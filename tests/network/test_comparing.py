"""What is on the network against the approved list (khoản 2 Điều 5)."""

from hypothesis import given
from hypothesis import strategies as st

from vonggac.network.comparing import Device, Registered, changed, compare
from vonggac.network.states import Kind

MACS = [f"a4:14:37:00:00:{n:02x}" for n in range(8)]
IPS = [f"192.168.1.{n}" for n in range(2, 10)]
devices = st.lists(
    st.builds(Device, ip=st.sampled_from(IPS), mac=st.sampled_from(["", *MACS])),
    unique_by=lambda each: each.ip,
    max_size=8,
)
cameras = st.lists(
    st.builds(
        Registered,
        camera=st.uuids().map(str),
        ip=st.sampled_from(IPS),
        mac=st.sampled_from(["", *MACS]),
    ),
    max_size=6,
)


@given(devices, cameras, st.sets(st.sampled_from(MACS)), st.booleans())
def test_every_device_is_approved_or_a_finding(
    seen: list[Device], known: list[Registered], approved: set[str], whole: bool
) -> None:
    """Nothing is both, keys are the trouble's own, and what is gone is told by a whole look only."""
    found = compare(seen, known, approved, whole=whole)
    keys = {each.key for each in found}
    assert len(keys) == len(found)
    about = {each.device.ip for each in found if each.kind != Kind.GONE}
    macs = approved | {each.mac for each in known if each.mac}
    for one in seen:
        here = [each for each in known if each.ip == one.ip]
        fits = (
            not one.mac or any(each.mac in ("", one.mac) for each in here)
            if here
            else one.mac in macs
        )
        if fits:
            assert one.ip not in about
        elif here:
            assert f"swapped:{one.ip}:{one.mac}" in keys
        else:
            assert f"unknown:{one.mac or one.ip}" in keys
    gone = {each.camera for each in found if each.kind == Kind.GONE}
    missing = {
        each.camera
        for each in known
        if all(one.ip != each.ip and (not each.mac or one.mac != each.mac) for one in seen)
    }
    assert gone == (missing if whole else set())


@given(devices, cameras)
def test_the_same_look_finds_the_same(seen: list[Device], known: list[Registered]) -> None:
    first = compare(seen, known, (), whole=True)
    assert {each.key for each in first} == {
        each.key for each in compare(seen[::-1], known[::-1], (), whole=True)
    }


lines = st.lists(st.sampled_from("abcd"), max_size=4)
parts = st.dictionaries(st.sampled_from(["firmware", "users", "profiles"]), lines)


@given(parts, parts)
def test_a_part_that_one_night_does_not_tell_is_no_change(
    before: dict[str, list[str]], after: dict[str, list[str]]
) -> None:
    found = changed(before, after)
    assert set(found) <= set(before) & set(after)
    for part in set(before) & set(after):
        assert (part in found) == (set(before[part]) != set(after[part]))
