"""A witness signs one history only (I8): the answers of C2SP tlog-witness, whatever is sent and in whatever order."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes import logs
from tests.scenes.witnesses import NAME, Log, witness_in
from vonggac.ledger.checkpoints import Checkpoint, open_checkpoint
from vonggac.ledger.notes import BadNote, Signer, parse_note, write_note
from vonggac.ledger.tree import Levels, leaf_hash, verify_consistency
from vonggac.witness.keeping import Witness, ensure_key, trust
from vonggac.witness.wire import AddCheckpoint, origin_hash

HELD = 6


@pytest.fixture
def log() -> Log:
    return Log().grown(20)


@pytest.fixture
def witness(tmp_path: Path, log: Log) -> Witness:
    """It has seen six entries."""
    made = witness_in(tmp_path, log)
    assert made.add_checkpoint(log.ask(0, HELD)).status == 200
    return made


def seen(witness: Witness, log: Log) -> int:
    """The size that it remembers."""
    note = witness.latest(origin_hash(log.key.name)).body
    return open_checkpoint(note, [log.key.verifier], [witness.verifier]).checkpoint.size


def test_the_published_vector_is_answered_byte_for_byte(tmp_path: Path) -> None:
    """FORMATS §15.4: from 3 to 7, with the published key at the published second."""
    trust(tmp_path, logs.LOG.verifier.vkey)
    made = Witness(tmp_path, logs.WITNESS, at_us=lambda: logs.WITNESS_TIME * 1_000_000 + 999_999)
    tree = Levels(map(leaf_hash, logs.ENTRIES))
    assert made.add_checkpoint(AddCheckpoint(0, (), logs.CHECKPOINT_3).write()).status == 200
    bare = Checkpoint(logs.ORIGIN, 7, tree.root(7)).sign(logs.LOG)
    asked = AddCheckpoint(3, tuple(tree.consistency(3, 7)), bare)
    assert AddCheckpoint.parse(asked.write()) == asked
    answer = made.add_checkpoint(asked.write())
    assert (answer.status, answer.body) == (200, logs.NOTE_7[len(bare) :])
    assert made.latest(origin_hash(logs.ORIGIN)).body == logs.NOTE_7


def test_a_tree_that_grew_is_signed_and_the_same_tree_again(witness: Witness, log: Log) -> None:
    """200; a fresh cosignature of the same tree proves that the log lives."""
    for old, size in ((HELD, 13), (13, 13), (13, 20)):
        answer = witness.add_checkpoint(log.ask(old, size))
        assert answer.status == 200
        whole = log.note(size) + answer.body
        assert NAME in open_checkpoint(whole, [log.key.verifier], [witness.verifier]).witnessed
        assert seen(witness, log) == size


@pytest.mark.parametrize(
    ("status", "body"),
    [
        pytest.param(400, b"old 6\n", id="no checkpoint"),
        pytest.param(400, b"old 06\n\n" + Log().grown(9).note(9), id="a leading zero"),
        pytest.param(400, b"old -1\n\n" + Log().grown(9).note(9), id="a negative size"),
        pytest.param(400, b"old 6\n!!\n\n" + Log().grown(9).note(9), id="no base64"),
        pytest.param(400, Log().grown(9).ask(6, 9).replace(b"old", b"new"), id="another word"),
        pytest.param(400, b"old 6\n" + b"A" * 43 + b"=\n" * 64 + b"\n", id="too many hashes"),
        pytest.param(400, AddCheckpoint(6, (), Log().grown(5).note(5)).write(), id="it shrank"),
        pytest.param(404, Log("other.example/1").grown(9).ask(6, 9), id="an unknown log"),
        pytest.param(409, Log().grown(9).ask(5, 9), id="an older state"),
        pytest.param(409, Log().grown(9).ask(0, 9), id="as if it were new"),
        pytest.param(409, Log().grown(9).ask(8, 9), id="a state it never saw"),
        pytest.param(422, AddCheckpoint(6, (), Log().grown(9).note(9)).write(), id="no proof"),
        pytest.param(422, Log(salt="x").grown(9).ask(6, 9), id="another history"),
        pytest.param(422, Log(salt="x").grown(9).ask(6, 6), id="another history, the same size"),
        pytest.param(422, Log().grown(9).fork(5, "x").grown(9).ask(6, 9), id="a fork below"),
    ],
)
def test_what_is_refused_changes_nothing(
    witness: Witness, log: Log, status: int, body: bytes
) -> None:
    """400, 404, 409, 422: and the memory stands."""
    answer = witness.add_checkpoint(body)
    assert answer.status == status
    if status == 409:
        assert (answer.body, answer.content_type) == (b"6\n", "text/x.tlog.size")
    assert seen(witness, log) == HELD


def test_who_is_not_the_log_is_refused(witness: Witness, log: Log) -> None:
    """403: another key under the same name, a signature that does not hold, nobody's signature."""
    proof = tuple(log.tree.consistency(HELD, 9))
    thief = Signer.from_seed(log.key.name, b"t" * 32)
    text = log.checkpoint(9).text
    forged = log.note(9).replace(b"\n9\n", b"\n8\n")
    for note in (write_note(text, [thief]), forged):
        assert witness.add_checkpoint(AddCheckpoint(HELD, proof, note).write()).status == 403
    assert seen(witness, log) == HELD
    both = AddCheckpoint(HELD, proof, write_note(text, [thief, log.key])).write()
    assert witness.add_checkpoint(both).status == 200
    kept = parse_note(witness.latest(origin_hash(log.key.name)).body)
    assert {each.key_id for each in kept.lines} == {
        log.key.verifier.key_id,
        witness.verifier.key_id,
    }


def test_an_empty_tree_has_the_empty_root_and_a_beginning_no_proof(tmp_path: Path) -> None:
    """422, and 200 for what is right: size 0, then the first entries."""
    log = Log()
    made = witness_in(tmp_path, log)
    wrong = Checkpoint(log.key.name, 0, b"r" * 32).sign(log.key)
    assert made.add_checkpoint(AddCheckpoint(0, (), wrong).write()).status == 422
    assert made.add_checkpoint(log.ask(0, 0)).status == 200
    log.grown(4)
    superfluous = AddCheckpoint(0, (b"h" * 32,), log.note(4)).write()
    assert made.add_checkpoint(superfluous).status == 422
    assert made.add_checkpoint(log.ask(0, 4)).status == 200


def test_nothing_is_known_of_a_log_that_was_never_seen(tmp_path: Path) -> None:
    made = witness_in(tmp_path, Log())
    for each in (origin_hash(Log().key.name), "..", "a" * 64, "../witness.key", "A" * 64):
        assert made.latest(each).status == 404


def test_a_memory_that_was_altered_is_no_beginning(
    tmp_path: Path, witness: Witness, log: Log
) -> None:
    """Whoever edits the witness's disk gets no signature: it must not begin anew in silence."""
    path = tmp_path / "seen" / origin_hash(log.key.name)
    good = path.read_bytes()
    for bad in (b"", good[:-9], log.note(HELD), good.replace(b"\n6\n", b"\n5\n")):
        path.write_bytes(bad)
        assert witness.add_checkpoint(log.ask(HELD, 9)).status == 500
        assert witness.add_checkpoint(log.ask(0, 9)).status == 500
    path.write_bytes(good)
    assert witness.add_checkpoint(log.ask(HELD, 9)).status == 200


def test_keys_are_made_once_and_for_one_name(tmp_path: Path) -> None:
    key = ensure_key(tmp_path, NAME)
    assert ensure_key(tmp_path, NAME).verifier == ensure_key(tmp_path, "").verifier == key.verifier
    with pytest.raises(BadNote):
        ensure_key(tmp_path, "another.example")
    with pytest.raises(BadNote):
        trust(tmp_path, key.verifier.vkey)
    first, second = Log(), Log("b.example/1")
    trust(tmp_path, first.key.verifier.vkey)
    trust(tmp_path, second.key.verifier.vkey)
    trust(tmp_path, first.key.verifier.vkey)
    assert (tmp_path / "logs.vkeys").read_text().count("\n") == 2
    assert (tmp_path / "witness.key").stat().st_mode & 0o077 == 0


STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 12), st.integers(0, 12), st.integers(0, 3)),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_whatever_is_asked_two_signed_trees_are_one_history(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int, int]]
) -> None:
    """Forks, wrong sizes, damaged proofs in any order: everything signed is consistent, and never shrinks."""
    true = Log().grown(12)
    known = {"a": true, "b": true.fork(4, "b").grown(12), "c": true.fork(0, "c").grown(12)}
    made = witness_in(tmp_path_factory.mktemp("w"), true)
    signed: list[tuple[Log, int]] = []
    for which, old, size, harm in steps:
        log = known[which]
        proof = list(log.tree.consistency(old, size)) if 0 < old <= size else []
        if harm == 1:
            proof = proof[1:]
        elif harm == 2:
            proof = [bytes(32), *proof]
        answer = made.add_checkpoint(AddCheckpoint(old, tuple(proof), log.note(size)).write())
        assert answer.status in (200, 400, 409, 422)
        if answer.status == 200:
            signed.append((log, size))
    for (one, less), (other, more) in pairwise(signed):
        assert less <= more
        roots = one.tree.root(less), other.tree.root(more)
        proof = other.tree.consistency(less, more) if less else []
        assert not less or verify_consistency(less, more, *roots, proof)
