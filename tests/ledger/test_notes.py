"""Notes, checkpoints, cosignatures, proof files: the published vectors, and what must fail (FORMATS §15.4, §15.5)."""

import base64
import dataclasses

import pytest

from tests.scenes.logs import (
    CHECKPOINT_3,
    ENTRIES,
    LOG,
    NEXT_LOG,
    NOTE_7,
    ORIGIN,
    PROOF,
    ROLL,
    WITNESS,
    WITNESS_TIME,
)
from vonggac.ledger.checkpoints import (
    Checkpoint,
    open_checkpoint,
    printed_code,
    printed_line,
)
from vonggac.ledger.notes import (
    BadNote,
    Signer,
    UnknownSigner,
    Verifier,
    decode_base64,
    parse_note,
    write_note,
)
from vonggac.ledger.proofs import BadProof, ProofFile, prove
from vonggac.ledger.tree import Levels, leaf_hash, verify_consistency

TREE = Levels(map(leaf_hash, ENTRIES))
ROOT_3 = "e9c57f69c6b74250f52b8d73ccb2da7d40228cd92437f5e6426d18b76ff3ccf0"
ROOT_7 = "971e46bf817366995df215ddc12fc05927680b2ee30ad78113b64627fb50b889"


def test_keys_have_the_published_names_ids_and_fingerprints() -> None:
    """A "+" inside the base64 is no border."""
    assert (
        LOG.verifier.vkey
        == "school.example/vonggac/1+39ed72b7+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    )
    assert (
        WITNESS.verifier.vkey
        == "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
    )
    assert (
        NEXT_LOG.verifier.vkey
        == "school.example/vonggac/1+8494b6ef+ASVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd"
    )
    assert (
        LOG.verifier.fingerprint
        == "eed9890b9347a50b3105ac12b79a9614835bcb9089988cb104d41f68930aea5d"
    )
    for signer in (LOG, WITNESS, NEXT_LOG):
        assert Verifier.parse(signer.verifier.vkey) == signer.verifier
        assert Signer.parse(signer.private_text()).verifier == signer.verifier


def test_the_published_c2sp_note_opens() -> None:
    """The vector of the signed-note standard itself."""
    verifier = Verifier.parse(
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    )
    payload = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    text = "This is an example message.\n"
    note = parse_note(f"{text}\n— example.com/foo {payload}\n".encode())
    assert note.text == text
    assert note.verified([verifier]) == {verifier: None}


def cosign(note: bytes, second: int) -> bytes:
    """The note with one more line, by the witness."""
    return note + WITNESS.line(parse_note(note).text, second=second).encode()


def test_roots_and_checkpoints_are_the_published_ones() -> None:
    """Ed25519 is deterministic: our signature is the published one, byte for byte."""
    assert TREE.root(3).hex() == ROOT_3
    assert TREE.root(7).hex() == ROOT_7
    assert Checkpoint(ORIGIN, 3, TREE.root(3)).sign(LOG) == CHECKPOINT_3
    note = cosign(Checkpoint(ORIGIN, 7, TREE.root(7)).sign(LOG), WITNESS_TIME)
    assert note == NOTE_7
    signed = open_checkpoint(NOTE_7, [LOG.verifier], [WITNESS.verifier], now_s=WITNESS_TIME)
    assert signed.checkpoint == Checkpoint(ORIGIN, 7, TREE.root(7))
    assert signed.witnessed == {"witness.example/w1": WITNESS_TIME}


def test_the_consistency_proof_of_add_checkpoint_is_the_published_one() -> None:
    """From 3 to 7, as a witness is asked."""
    lines = """
        c+Rv4eUxjkbIwCGLcLPi3JjQ3dUCXfjSoYVbgA8EC4s=
        aYC7LEISfNJ4khsdXU8Cr3d7eWeDsqFtmt6YpOtmlD4=
        TsbAWDyn5N78mNvUkNvHFJpGFH6QHMHR6J3E9c6/FjY=
        qArwkrId1wkuZje1qp7KFnSq+fskD0HbYLpjuJUmFHM="""
    proof = [base64.b64decode(each) for each in lines.split()]
    assert TREE.consistency(3, 7) == proof
    assert verify_consistency(3, 7, TREE.root(3), TREE.root(7), proof)


def test_a_key_roll_is_signed_by_both_keys() -> None:
    """Same name, different ids; and it can never be taken for a checkpoint."""
    text = (
        f"vonggac-key-roll/v1\norigin {ORIGIN}\nfrom-size 7\n"
        f"old {LOG.verifier.vkey}\nnew {NEXT_LOG.verifier.vkey}\n"
    )
    assert write_note(text, [LOG, NEXT_LOG]) == ROLL
    signed = parse_note(ROLL).verified([LOG.verifier, NEXT_LOG.verifier])
    assert len(signed) == 2
    with pytest.raises(BadNote):
        Checkpoint.parse(text)


def test_the_printed_line_is_the_published_one() -> None:
    """FORMATS §15.5."""
    checkpoint = Checkpoint(ORIGIN, 7, TREE.root(7))
    assert printed_code(checkpoint) == "YY2YEVZALBBCA7QZGQDXPJRQHY"
    line = "2026-11-22  7  YY2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYR3"
    assert printed_line("2026-11-22", checkpoint) == line


def test_a_line_with_another_key_id_is_ignored_and_not_counted() -> None:
    """A known name alone is nobody."""
    stranger = Signer.from_seed(ORIGIN, bytes(32))
    both = Checkpoint(ORIGIN, 7, TREE.root(7)).sign(stranger, LOG)
    assert open_checkpoint(both, [LOG.verifier]).checkpoint.size == 7
    alone = Checkpoint(ORIGIN, 7, TREE.root(7)).sign(stranger)
    with pytest.raises(UnknownSigner):
        open_checkpoint(alone, [LOG.verifier])


def test_a_known_line_that_does_not_verify_spoils_the_note() -> None:
    """One true signature beside it does not help: here the cosignature's time is altered."""
    log_line, witness_line = NOTE_7.decode().splitlines()[-2:]
    payload = bytearray(base64.b64decode(witness_line.split(" ")[2]))
    payload[11] ^= 1
    spoiled = NOTE_7.decode().replace(
        witness_line.split(" ")[2], base64.b64encode(payload).decode()
    )
    assert log_line in spoiled
    with pytest.raises(BadNote, match="does not hold"):
        open_checkpoint(spoiled.encode(), [LOG.verifier], [WITNESS.verifier])
    assert open_checkpoint(spoiled.encode(), [LOG.verifier]).witnessed == {}


def test_a_cosignature_from_the_future_is_refused() -> None:
    """By more than five minutes."""
    for ahead_s, good in ((300, True), (301, False)):
        note = cosign(CHECKPOINT_3, WITNESS_TIME + ahead_s)
        if good:
            open_checkpoint(note, [LOG.verifier], [WITNESS.verifier], now_s=WITNESS_TIME)
            continue
        with pytest.raises(BadNote, match="future"):
            open_checkpoint(note, [LOG.verifier], [WITNESS.verifier], now_s=WITNESS_TIME)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n7\n", "\n8\n"),
        ("\n7\n", "\n07\n"),
        ("\n7\n", "\n+7\n"),
        ("\n7\n", "\n\u0667\n"),
        ("/1\n", "/2\n"),
        ("lx5G", "lx5H"),
        ("QuIk=", "QuIl="),
        ("— school", "- school"),
        ("— school", "—  school"),
        ("yQg=\n", "yQg="),
        ("yQg=", "yQh="),
        ("/1\n7", "/1\r\n7"),
        ("\n\n", "\n"),
    ],
)
def test_an_altered_note_is_no_note(old: str, new: str) -> None:
    """Sizes, origin, root, base64 with loose bits, missing final newline."""
    note = CHECKPOINT_7_ALONE.replace(old, new)
    assert note != CHECKPOINT_7_ALONE
    with pytest.raises(BadNote):
        open_checkpoint(note.encode(), [LOG.verifier])


CHECKPOINT_7_ALONE = Checkpoint(ORIGIN, 7, TREE.root(7)).sign(LOG).decode()


def test_every_flipped_bit_of_a_note_is_noticed() -> None:
    """Text, separator, name, key id, signature."""
    good = CHECKPOINT_7_ALONE.encode()
    for bit in range(len(good) * 8):
        flipped = bytearray(good)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BadNote):
            open_checkpoint(bytes(flipped), [LOG.verifier])


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "na me+00000000+AQ==",
        "school.example/vonggac/1+39ed72b8+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "school.example/vonggac/1+39ED72B7+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "school.example/vonggac/1+39ed72b7+AQOhB7",
        "school.example/vonggac/1+39ed72b7+/wOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    ],
)
def test_what_is_no_vkey_is_refused(vkey: str) -> None:
    """Wrong id, wrong case, wrong length, unknown kind."""
    with pytest.raises(BadNote):
        Verifier.parse(vkey)


def test_a_private_key_does_not_show_in_logs() -> None:
    """I11: ``repr`` says whose it is, no more."""
    secret = LOG.private_text().rsplit("+", 1)[1]
    assert secret not in repr(LOG)
    with pytest.raises(BadNote):
        Signer.parse("PRIVATE+KEY+name")
    with pytest.raises(BadNote):
        decode_base64("AQ")


def test_a_log_signs_only_its_own_origin() -> None:
    """Nor can a text be signed that is none."""
    with pytest.raises(BadNote):
        Checkpoint("other.example/log", 7, TREE.root(7)).sign(LOG)
    for text in ("no newline", "carriage\r\n"):
        with pytest.raises(BadNote):
            write_note(text, [LOG])


def test_the_published_proof_file_proves() -> None:
    """Entry 3 of 7, with log and witness."""
    proof = ProofFile.parse(PROOF)
    assert proof.write() == PROOF
    signed = proof.verify(ENTRIES[3], [LOG.verifier], [WITNESS.verifier])
    assert signed.checkpoint.size == 7
    assert prove(TREE, 3, signed) == proof
    extra = PROOF.replace(b"index 3", b"extra AQID\nindex 3")
    assert ProofFile.parse(extra) == proof


def test_what_does_not_prove_is_refused() -> None:
    """FORMATS §15.4: the list of what must fail."""
    proof = ProofFile.parse(PROOF)
    path = proof.path
    wrong = [
        dataclasses.replace(proof, index=2),
        dataclasses.replace(proof, path=path[1:]),
        dataclasses.replace(proof, path=(path[0], *path)),
        dataclasses.replace(proof, path=(path[1], path[0], *path[2:])),
        dataclasses.replace(proof, note=proof.note.replace(b"\n7\n", b"\n8\n")),
        dataclasses.replace(proof, note=CHECKPOINT_3),
    ]
    for each in wrong:
        with pytest.raises(BadProof):
            each.verify(ENTRIES[3], [LOG.verifier])
    for at in range(len(ENTRIES[3])):
        altered = bytearray(ENTRIES[3])
        altered[at] ^= 1
        with pytest.raises(BadProof):
            proof.verify(bytes(altered), [LOG.verifier])
    with pytest.raises(ValueError, match="another tree"):
        prove(
            Levels(map(leaf_hash, [*ENTRIES[:6], b"else"])),
            3,
            open_checkpoint(NOTE_7, [LOG.verifier]),
        )


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"c2sp.org/tlog-proof@v1\nindex 3\n",
        PROOF.replace(b"@v1", b"@v2"),
        PROOF.replace(b"index 3", b"index 03"),
        PROOF.replace(b"index 3", b"index -3"),
        PROOF.replace(b"index 3\n", b""),
        PROOF.replace(b"c+Rv4eUx", b"c+Rv4eU"),
        PROOF.replace(b"c+Rv", b"c+R\xff"),
        PROOF + b"x" * 200_000,
    ],
    ids=range(9),
)
def test_what_is_no_proof_file_is_refused(raw: bytes) -> None:
    """Header, index, hashes, size."""
    with pytest.raises(BadProof):
        ProofFile.parse(raw)
