"""Small changes to files, made to the bytes as they are or inside of what packs them."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
# Numbers at which sizes, signs and offsets go wrong.
EDGES = tuple(
    struct.pack(layout, value % (1 << (8 * struct.calcsize(layout))))
    for layout in ("<B", "<H", ">H", "<I", ">I", "<Q", ">Q")
    for value in (0, 1, -1, 0x7F, 0x80, 0x7FFF, 0x8000, 0x7FFFFFFF, 0x80000000, 1 << 40)
)


@dataclass(frozen=True)
class Edit:
    """One change.

    Parameters
    ----------
    kind : str
        One of :data:`KINDS`.
    place : float
        Where, from 0 (beginning) to 1 (end).
    amount : int
        Which bit, which edge number, or how many bytes.
    """

    kind: str
    place: float
    amount: int


def _flip(data: bytearray, at: int, amount: int) -> None:
    if data:
        data[min(at, len(data) - 1)] ^= 1 << amount % 8


def _set(data: bytearray, at: int, amount: int) -> None:
    if data:
        data[min(at, len(data) - 1)] = amount % 256


def _edge(data: bytearray, at: int, amount: int) -> None:
    number = EDGES[amount % len(EDGES)]
    data[at : at + len(number)] = number


def _remove(data: bytearray, at: int, amount: int) -> None:
    del data[at : at + amount % 64 + 1]


def _repeat(data: bytearray, at: int, amount: int) -> None:
    data[at:at] = data[at : at + amount % 64 + 1]


def _cut(data: bytearray, at: int, _amount: int) -> None:
    del data[at:]


def _swap(data: bytearray, at: int, amount: int) -> None:
    length = amount % 16 + 1
    piece = data[at : at + length]
    del data[at : at + length]
    data[:0] = piece


_KINDS = {
    "flip": _flip,
    "set": _set,
    "edge": _edge,
    "remove": _remove,
    "repeat": _repeat,
    "cut": _cut,
    "swap": _swap,
}
KINDS = tuple(_KINDS)


def edited(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes with all changes made, one after the other."""
    changed = bytearray(data)
    for edit in edits:
        _KINDS[edit.kind](changed, int(edit.place * len(changed)), edit.amount)
    return bytes(changed)


def edited_inside(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Changes to what gzip, zip or PNG packs, packed again so that checksums are right."""
    if data.startswith(b"\x1f\x8b"):
        return gzip.compress(edited(gzip.decompress(data), edits), 1, mtime=0)
    if data.startswith(b"PK"):
        return _rezipped(data, edits)
    if data.startswith(PNG_MAGIC):
        return _rechecked(data, edits)
    return edited(data, edits)


def _rezipped(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Change one member of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = sorted(members)[edits[0].amount % len(members)] if edits else ""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, edited(content, edits) if name == chosen else content)
    return buffer.getvalue()


def _rechecked(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Change one chunk of a PNG; its pixels are changed before they are deflated."""
    chunks = []
    at = len(PNG_MAGIC)
    while at < len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    chosen = edits[0].amount % len(chunks) if edits else -1
    packed = [PNG_MAGIC]
    for i, (name, body) in enumerate(chunks):
        content = body
        if i == chosen:
            inflated = name == b"IDAT" and edits[0].kind != "set"
            content = zlib.decompress(body) if inflated else body
            content = edited(content, edits)
            content = zlib.compress(content) if inflated else content
        check = zlib.crc32(name + content)
        packed += [struct.pack(">I", len(content)), name, content, struct.pack(">I", check)]
    return b"".join(packed)
