"""From an approved order to a package, in the order of FORMATS §10; survives being killed between any two steps.

``prepare`` cuts, proves, signs and stamps, and leaves everything sealed in the export's folder. Its answer names the
three hashes that the ``export.build`` entry takes. ``finish`` adds the seal once that entry is in a checkpoint, and
closes the zip. Nothing is re-signed: a package that was named in the ledger stays that package.
"""

import base64
import json
import mmap
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from vonggac.evidence import account, custody, names, zipping
from vonggac.evidence.cutting import Clip, Content, clips, content
from vonggac.evidence.extras import Bench, Extra, Producer
from vonggac.evidence.keys import EvidenceKeys, pem
from vonggac.evidence.manifest import FileFacts, Order, manifest
from vonggac.evidence.outside import anchors_of
from vonggac.evidence.proving import Proven, prove_entries
from vonggac.evidence.read_me import FORM, prints_of, sign_pdf, words_of
from vonggac.evidence.sealed_parts import PartWriter, read_part, read_parts
from vonggac.evidence.stamps import Authority, stamp
from vonggac.kernel.clock import now_us
from vonggac.ledger.notes import Verifier
from vonggac.ledger.proofs import ProofFile
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.timekeeping import clock_state
from vonggac.playback.opening import Opener

Render = Callable[[str, dict[str, Any]], bytes]
"""``documents.client.render``: a form's code and its data → PDF."""
PREPARED, HEAD, VIDEO, COPIES, TAIL = (
    "prepared.part",
    "head.part",
    "video.part",
    "copies.part",
    "tail.part",
)
PARTS = (VIDEO, COPIES, HEAD, TAIL)
"""As they lie in the zip: footage first, so that it is hashed while it is written; the directory names all, sorted."""


class NothingThere(Exception):
    """No footage of any of the cameras in the window."""


class DiskShort(Exception):
    """The disk has no room for the package beside what recording needs."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What building needs from the machine."""

    folder: Path
    """Of this export alone."""
    key: bytes
    """32 bytes that the parts are sealed under."""
    ledger: LedgerReader
    log: Verifier
    keys: EvidenceKeys
    authority: Authority
    opener: Opener
    render: Render
    producers: Sequence[Producer] = ()
    reserve_bytes: int = 2 << 30
    """What the disk must still have free afterwards."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A package that lacks its seal."""

    number: str
    sums_sha256: str
    p7s_sha256: str
    tsr_sha256: str
    served: tuple[tuple[str, int, int], ...]
    """(camera, from, to) of what is in it, µs UTC: the usage book's."""
    sound: bool
    """The recorded sound is in it."""
    small: dict[str, bytes] = field(repr=False)
    video: tuple[zipping.Record, ...]
    copies: tuple[zipping.Record, ...]
    digest: Any = field(default=None, repr=False, compare=False)
    """SHA-256 so far, over footage and copies; None where another process wrote them."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A package that waits."""

    size: int
    sha256: str


def prepare(order: Order, tools: Tools) -> Prepared:
    """Everything up to the token. Raises NothingThere, DiskShort, NotAsEntered, NotSignedYet, NoStamp and what
    reading raises; then the folder holds nothing in clear and may be prepared anew.
    """
    tools.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    cameras = [each.id for each in order.cameras]
    found = sorted(clips(order.grant, cameras, order.window, tools.ledger), key=lambda e: e.stem)
    if not found:
        raise NothingThere(order.number)
    _require_room(tools, sum(each.row.plain_bytes for each in found))
    small: dict[str, bytes] = {}
    digest = sha256()
    given = [] if order.copies is not None and order.copies.covered else found
    chains = {each: account.chain(each, order.window, tools.ledger) for each in cameras}
    # Before the cutting: what waits for a checkpoint waits with nothing cut in vain.
    proven = _prove(order, tools, given, chains, small)
    video, masters, sound = _cut_all(order, tools, given, small, digest)
    files, copies = _extras(order, tools, found, small, masters, digest=digest)
    made_us = now_us()
    small[names.MANIFEST] = manifest(
        order, files, made_us=made_us, origin=tools.log.name, log_size=proven.signed.checkpoint.size
    )
    prints = prints_of(tools.keys, tools.log.fingerprint, tools.authority)
    words = words_of(
        order,
        given,
        files,
        chains,
        prints,
        made_us=made_us,
        clock=clock_state(),
        sound=sound,
        outside=tools.authority.outside,
    )
    page = tools.render(FORM, words)
    small[names.READ_ME] = sign_pdf(page, small[names.MANIFEST], tools.keys, tools.authority)
    _sign(tools, small, {each.path: each.sha256 for each in files})
    ready = replace(_prepared(order, found, small, video, copies), sound=sound)
    _remember(tools, ready)
    return replace(ready, digest=digest)


def prepared(tools: Tools) -> Prepared | None:
    """What an earlier process prepared; None where it did not get so far."""
    path = tools.folder / PREPARED
    if not path.exists():
        return None
    said = json.loads(b"".join(read_part(path, tools.key)))
    return Prepared(
        **{name: said[name] for name in ("number", "sums_sha256", "p7s_sha256", "tsr_sha256")},
        served=tuple((cam, low, high) for cam, low, high in said["served"]),
        sound=said.get("sound", False),
        small={name: base64.b64decode(each) for name, each in said["small"].items()},
        video=tuple(zipping.Record(**each) for each in said["video"]),
        copies=tuple(zipping.Record(**each) for each in said["copies"]),
    )


def finish(ready: Prepared, tools: Tools, entry: bytes, proof: ProofFile) -> Finished:
    """Adds the seal and closes the zip. May be repeated: the same bytes come of it."""
    small = ready.small | {names.SEAL_ENTRY: entry, names.SEAL_PROOF: proof.write()}
    digest = ready.digest.copy() if ready.digest is not None else _again(tools)
    with PartWriter(tools.folder / HEAD, tools.key, digest) as part:
        last = [_put(part, ready.number, name, (small[name],)) for name in sorted(small)]
    listed = (*ready.video, *ready.copies, *last)
    with PartWriter(tools.folder / TAIL, tools.key, digest) as part:
        part.write(zipping.directory(listed))
        size = sum(each.length for each in listed) + part.size
    return Finished(size, digest.hexdigest())


def _again(tools: Tools) -> Any:
    """The digest over what an earlier process wrote."""
    digest = sha256()
    for piece in read_parts([tools.folder / VIDEO, tools.folder / COPIES], tools.key):
        digest.update(piece)
    return digest


def package(folder: Path, key: bytes) -> Iterable[bytes]:
    """The zip's bytes, the same every time. Raises PartAltered, OSError."""
    return read_parts([folder / each for each in PARTS], key)


def discard(folder: Path) -> None:
    """Takes away whatever there is of a package. Safe to repeat."""
    if folder.exists():
        shutil.rmtree(folder)


def _require_room(tools: Tools, plain_bytes: int) -> None:
    free = shutil.disk_usage(tools.folder).free
    if free < plain_bytes * 102 // 100 + tools.reserve_bytes:
        raise DiskShort(f"{plain_bytes} bytes to write, {free} free")


def _put(
    part: PartWriter, number: str, name: str, pieces: Sequence[bytes | memoryview]
) -> zipping.Record:
    made = zipping.record(f"{number}/{names.require_name(name)}", pieces)
    part.write(zipping.local_header(made))
    for piece in pieces:
        part.write(piece)
    return made


def _cut_all(
    order: Order, tools: Tools, found: Sequence[Clip], small: dict[str, bytes], digest: Any
) -> tuple[list[zipping.Record], list[FileFacts], bool]:
    """The master files into their part, their entries and cuts into ``small``; and whether there is sound."""
    video, masters, sound = [], [], False
    with PartWriter(tools.folder / VIDEO, tools.key, digest) as part:
        for clip in found:
            made = content(clip, order.grant, at_us=now_us(), opener=tools.opener)
            video.append(_put(part, order.number, names.video(clip.stem), made.pieces))
            masters.append(_facts(clip, made))
            small[names.entry(clip.stem)] = clip.entry
            if made.cut is not None:
                small[names.cut(clip.stem)] = made.cut
            sound = sound or made.sound
    return video, masters, sound


def _facts(clip: Clip, made: Content) -> FileFacts:
    leaves = None if clip.whole else tuple(clip.leaves)
    path = names.video(clip.stem)
    return FileFacts(path, made.size, made.sha256, "master", clip.index, leaves)


def _prove(
    order: Order,
    tools: Tools,
    found: Sequence[Clip],
    chains: dict[str, list[account.Link]],
    small: dict[str, bytes],
) -> Proven:
    """Fills ``proofs/``, ``continuity.json`` and ``custody.jsonl``."""
    touched = list(
        custody.touching(tools.ledger.entries(), [each.id for each in order.cameras], order.window)
    )
    between = account.undisclosed(chains, found)
    graves = {each.tombstone for each in between.values() if each.tombstone is not None}
    wanted = {each.index for each in found} | set(between) | graves | {at for at, _raw in touched}
    proven = prove_entries(tools.ledger, tools.log, wanted)
    small.update(anchors_of(tools.ledger, tools.log, proven.signed))
    for clip in found:
        small[names.proof(clip.stem)] = proven.proofs[clip.index].write()
    for index in sorted(set(between) | graves):
        beside = f"{names.CHAIN}{index}"
        small[f"{beside}.entry.json"] = tools.ledger.entry(index)
        small[f"{beside}.tlog-proof"] = proven.proofs[index].write()
    small[names.CONTINUITY] = account.continuity(order, chains, found)
    small[names.CUSTODY] = b"".join(
        custody.custody_line(index, raw, proven.proofs[index]) for index, raw in touched
    )
    return proven


def _extras(
    order: Order,
    tools: Tools,
    found: Sequence[Clip],
    small: dict[str, bytes],
    masters: list[FileFacts],
    *,
    digest: Any,
) -> tuple[list[FileFacts], list[zipping.Record]]:
    """What the producers add: pages beside the small files, copies into a part of their own."""
    work = tools.folder / "work"
    bench = Bench(order, tuple(found), work, lambda clip: _clear(clip, order, tools))
    files, copies = list(masters), []
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    try:
        with PartWriter(tools.folder / COPIES, tools.key, digest) as part:
            made = [each for producer in tools.producers for each in producer(bench)]
            for extra in sorted(made, key=lambda each: each.name):
                with _read(extra.content) as data:
                    if extra.name.startswith(names.VIEWING):
                        copies.append(_put(part, order.number, extra.name, (data,)))
                        part.settle()  # the mapped file is closed here
                        files.append(_extra_facts(extra, data))
                    else:
                        small[names.require_name(extra.name)] = bytes(data)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return files, copies


@contextmanager
def _read(content: bytes | Path) -> Iterator[memoryview]:
    """A file is mapped: a copy of an hour is longer than the memory that a build may take.

    After a fault it is left to the collector: the fault's own frames hold pieces of it, and "cannot be closed" would be
    told instead of a full disk.
    """
    if isinstance(content, bytes):
        yield memoryview(content)
        return
    with content.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    data = memoryview(mapped)
    yield data
    data.release()
    mapped.close()


def _extra_facts(extra: Extra, data: memoryview) -> FileFacts:
    return FileFacts(
        extra.name,
        len(data),
        sha256(data).hexdigest(),
        extra.kind,
        derived_from=extra.derived_from,
        made=extra.made,
    )


def _clear(clip: Clip, order: Order, tools: Tools) -> bytes:
    made = content(clip, order.grant, at_us=now_us(), opener=tools.opener)
    return b"".join(made.pieces)


def _sign(tools: Tools, small: dict[str, bytes], bulk: dict[str, str]) -> None:
    """Keys and script, then the list of everything, the signature over it, and the time-stamp over that."""
    small[names.CA] = pem(tools.keys.ca)
    small[names.LOG_KEY] = tools.log.vkey.encode()
    small[names.TSA_CA] = pem(tools.authority.root)
    small[names.TSA_CHAIN] = b"".join(map(pem, tools.authority.chain)) or pem(tools.authority.root)
    small[names.SCRIPT] = resources.files("vonggac.evidence").joinpath("verify.sh").read_bytes()
    listed = bulk | {name: sha256(each).hexdigest() for name, each in small.items()}
    sums = "".join(f"{listed[name]}  {name}\n" for name in sorted(listed)).encode()
    signature = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(sums)
        .add_signer(tools.keys.evidence.certificate, tools.keys.evidence.key, hashes.SHA256())
        .sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])
    )
    small[names.SUMS] = sums
    small[names.CMS] = signature
    small[names.TOKEN] = stamp(signature, tools.authority)


def _prepared(
    order: Order,
    found: Sequence[Clip],
    small: dict[str, bytes],
    video: Sequence[zipping.Record],
    copies: Sequence[zipping.Record],
) -> Prepared:
    return Prepared(
        number=order.number,
        sums_sha256=sha256(small[names.SUMS]).hexdigest(),
        p7s_sha256=sha256(small[names.CMS]).hexdigest(),
        tsr_sha256=sha256(small[names.TOKEN]).hexdigest(),
        served=tuple((e.row.camera, e.given.from_us, e.given.to_us) for e in found),
        sound=False,
        small=small,
        video=tuple(video),
        copies=tuple(copies),
    )


def _remember(tools: Tools, ready: Prepared) -> None:
    """Appears whole or not at all: ``prepared`` finds it only then."""
    said = {
        **{
            name: getattr(ready, name)
            for name in ("number", "sums_sha256", "p7s_sha256", "tsr_sha256")
        },
        "served": ready.served,
        "sound": ready.sound,
        "small": {name: base64.b64encode(each).decode() for name, each in ready.small.items()},
        "video": [asdict(each) for each in ready.video],
        "copies": [asdict(each) for each in ready.copies],
    }
    path = tools.folder / PREPARED
    beside = tools.folder / "new" / PREPARED
    beside.parent.mkdir(exist_ok=True, mode=0o700)
    with PartWriter(beside, tools.key) as part:
        part.write(json.dumps(said).encode())
    beside.replace(path)
    beside.parent.rmdir()
