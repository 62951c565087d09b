"""Slips of the pen: one digit wrong, two digits exchanged, a digit lost."""

from __future__ import annotations

from decimal import Decimal


def is_slip(a: Decimal, b: Decimal) -> bool:
    """True when one number is the other with a slip; both have at least two digits.

    >>> is_slip(Decimal(6412), Decimal(6214)), is_slip(Decimal(86), Decimal(68)), is_slip(Decimal(229), Decimal(169))
    (True, True, False)
    >>> is_slip(Decimal(1866), Decimal(1876)), is_slip(Decimal("86.36"), Decimal("84.6"))
    (True, False)
    >>> is_slip(Decimal("99.0"), Decimal("99.2")), is_slip(Decimal(4353), Decimal(435))
    (True, True)
    """
    if a == b:
        return False
    x, y = _digits(a, b)
    if len(x) == len(y):
        apart = [n for n in range(len(x)) if x[n] != y[n]]
        return len(x) > 1 and (len(apart) == 1 or _swapped(x, y, apart))
    longer, shorter = (x, y) if len(x) > len(y) else (y, x)
    return len(longer) == len(shorter) + 1 > 3 and any(
        longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer))
    )


def is_exchange(a: Decimal, b: Decimal) -> bool:
    """True when two digits are exchanged.

    >>> is_exchange(Decimal("68.9"), Decimal("86.9")), is_exchange(Decimal("68.9"), Decimal("66.9"))
    (True, False)
    >>> is_exchange(Decimal("142860000000"), Decimal("142680000000.00"))
    True
    """
    if sum((a - b).as_tuple().digits) % 9:  # two digits exchanged make a difference of nines
        return False
    x, y = _digits(a, b)
    return len(x) == len(y) and _swapped(x, y, [n for n in range(len(x)) if x[n] != y[n]])


def may_stand_for(stated: Decimal, meant: Decimal) -> bool:
    """True when one slip of the pen leads from one to the other; "02" and "20" have their digits exchanged, too.

    >>> may_stand_for(Decimal(2), Decimal(20)), may_stand_for(Decimal(7), Decimal(70)), may_stand_for(*[Decimal(7)] * 2)
    (True, True, False)
    """
    low, high = sorted((stated, meant))
    return low > 0 and (is_slip(low, high) or (low < 10 and 10 * low == high))


def any_order(value: Decimal) -> str:
    """The digits but for zeros, in order: the same for numbers that are one another with digits exchanged.

    >>> any_order(Decimal("142.8")), any_order(Decimal(18240))
    ('1248', '1248')
    """
    return "".join(sorted(format(value, "f"))).lstrip("-.0")


def _digits(a: Decimal, b: Decimal) -> tuple[str, str]:
    """The digits of both, to the same number of decimals."""
    texts = [format(value.normalize(), "f").partition(".") for value in (a, b)]
    longest = max(len(decimals) for _, _, decimals in texts)
    x, y = (whole + decimals.ljust(longest, "0") for whole, _, decimals in texts)
    return x, y


def _swapped(x: str, y: str, apart: list[int]) -> bool:
    return len(apart) == 2 and x[apart[0]] == y[apart[1]] and x[apart[1]] == y[apart[0]]
