"""Slips of the pen: one digit wrong, two digits exchanged, a digit lost."""

from __future__ import annotations

from decimal import Decimal


def digits(value: Decimal) -> str:
    """The digits of a number without point and without zeros at its ends."""
    return format(value.normalize(), "f").replace(".", "").strip("0")


def is_slip(a: Decimal, b: Decimal) -> bool:
    """True when one number is the other with a slip; both have at least two digits.

    >>> is_slip(Decimal(6412), Decimal(6214)), is_slip(Decimal(86), Decimal(68)), is_slip(Decimal(229), Decimal(169))
    (True, True, False)
    >>> is_slip(Decimal(1866), Decimal(1876)), is_slip(Decimal("86.36"), Decimal("84.6"))
    (True, False)
    """
    if a == b:
        return False
    x, y = format(a.normalize(), "f").replace(".", ""), format(b.normalize(), "f").replace(".", "")
    if len(x) == len(y) > 1:
        apart = [n for n in range(len(x)) if x[n] != y[n]]
        return len(apart) == 1 or (len(apart) == 2 and x[apart[0]] == y[apart[1]] and x[apart[1]] == y[apart[0]])
    longer, shorter = (x, y) if len(x) > len(y) else (y, x)
    return len(longer) == len(shorter) + 1 > 3 and any(
        longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer))
    )
