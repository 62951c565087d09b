"""What damage does to any file: bytes changed, lost, doubled, cut off."""

from __future__ import annotations

from random import Random


def damaged(data: bytes, chance: Random) -> bytes:
    """The bytes with one to six faults of transport or of a broken disk."""
    changed = bytearray(data or b"\0")
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed))
        match chance.randrange(7):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                changed[at] ^= 1 << chance.randrange(8)
            case 2:
                del changed[at : at + chance.randint(1, 400)]
            case 3:
                changed[at:at] = changed[at : at + chance.randint(1, 400)]
            case 4:
                changed[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))
            case 5:
                changed[at : at + chance.randint(1, 2000)] = bytes(chance.randint(1, 2000))
            case _:
                del changed[max(1, at) :]
        changed = changed or bytearray(b"\0")
    return bytes(changed)
