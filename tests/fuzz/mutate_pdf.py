"""PDF files with faults of content: numbers that lie, references in a ring, objects lost, streams that say too much."""

from __future__ import annotations

import re
import zlib
from random import Random

from fuzz.mutate import damaged

_OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s+(\d{1,5})\s+obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"(.*?)\bstream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_TOKEN = re.compile(
    rb"-?\d+(?:\.\d+)?|/[A-Za-z][\w+-]*|\d+ 0 R|<<|>>|\[|\]|\((?:[^()\\]|\\.)*\)"
    rb"|\b(?:Tj|TJ|Tf|Tm|Td|BT|ET|cm|re|q|Q|Do|BDC|EMC)\b"
)
_REFERENCE = re.compile(rb"(\d+) 0 R")
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"65536",
    b"2147483647",
    b"2147483648",
    b"-2147483648",
    b"99999999999999999999",
    b"1e400",
)
_NUMBERS += (b"0.0000001", b"14400", b"-0.5", b"1000000")
_NAMES = (
    b"/Page",
    b"/Pages",
    b"/Catalog",
    b"/Font",
    b"/Type0",
    b"/Identity-H",
    b"/FlateDecode",
    b"/LZWDecode",
    b"/DCTDecode",
)
_NAMES += (
    b"/JBIG2Decode",
    b"/ASCII85Decode",
    b"/XObject",
    b"/Form",
    b"/Image",
    b"/Kids",
    b"/Parent",
    b"/Count",
    b"/Contents",
)
_NAMES += (
    b"/Length",
    b"/ObjStm",
    b"/XRef",
    b"/Root",
    b"/Encrypt",
    b"/MediaBox",
    b"/Rotate",
    b"/StructTreeRoot",
    b"/ToUnicode",
)


def mutated(data: bytes, chance: Random) -> bytes:
    """The file with some fault, in its bytes or in what it says."""
    if chance.random() < 0.25:
        return damaged(data, chance)
    objects = unpacked(data)
    if not objects:
        return damaged(data, chance)
    for _ in range(chance.randint(1, 4)):
        number = chance.choice(sorted(objects))
        kind = chance.random()
        if kind < 0.06 and len(objects) > 1:
            del objects[number]
        elif kind < 0.12:
            objects[number] = objects[chance.choice(sorted(objects))]
        elif kind < 0.2:
            objects[number] = damaged(objects[number], chance)
        elif kind < 0.4:
            target = b"%d 0 R" % chance.choice([*objects, number, 0, 999_999])
            objects[number] = _one(_REFERENCE, objects[number], target, chance)
        else:
            for _ in range(chance.choice((1, 3, 20))):
                new = chance.choice((chance.choice(_NUMBERS), chance.choice(_NAMES), b"", b"<<" * 30, b"[" * 600))
                objects[number] = _one(_TOKEN, objects[number], new, chance)
    made = written(objects, _root(data), chance.choice((b"", b"", b"\x00junk\n", b"\xef\xbb\xbf")))
    return made[: chance.randrange(len(made))] if chance.random() < 0.05 else made


def unpacked(data: bytes) -> dict[int, bytes]:
    """The objects of a classical PDF by number, their streams inflated, so that faults can be made inside them."""
    found = {}
    for match in _OBJECT.finditer(data):
        body = match[3]
        stream = _STREAM.fullmatch(body.strip())
        if stream and b"/FlateDecode" in stream[1] and b"/Predictor" not in stream[1] and b"/ASCII85" not in stream[1]:
            try:
                plain = zlib.decompress(stream[2])
            except zlib.error:
                plain = None
            if plain is not None and len(plain) < 200_000:
                head = re.sub(rb"/Filter\s*(?:\[\s*/FlateDecode\s*\]|/FlateDecode)", b"", stream[1])
                head = re.sub(rb"/Length\s+\d+(?:\s+\d+\s+R)?", b"/Length %d" % len(plain), head)
                body = b" " + head + b"stream\n" + plain + b"\nendstream "
        found[int(match[1])] = body
    return found


def written(objects: dict[int, bytes], root: int, before: bytes = b"") -> bytes:
    """A PDF of the objects, with a cross-reference table that is right."""
    out, places = bytearray(before + b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out) - len(before)
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out) - len(before)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects, default=0) + 1, root, start)
    return bytes(out)


def _root(data: bytes) -> int:
    found = re.findall(rb"/Root\s+(\d+)", data)
    return int(found[-1]) if found else 1


def _one(pattern: re.Pattern[bytes], body: bytes, new: bytes, chance: Random) -> bytes:
    places = [match.span() for match in pattern.finditer(body[:200_000])]
    if not places:
        return body
    start, end = chance.choice(places)
    return body[:start] + new + body[end:]
