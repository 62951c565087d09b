"""How many planted errors the audit finds, by class of error, and how often it cries wolf on what is not broken.

Each figure of the corpora that stands in a relation of the gold (sums, percents, equals that hold) is broken once for
each class that fits it; the report is read again from its file. Found is an error when the audit reports a mismatch
that it did not report before. `--write FILE` puts the table between the markers of a README.

    .venv/bin/python benchmarks/seeded_errors.py [--corpora tests/corpora tests/corpora/short] [--limit 60]
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

CORPORA = (ROOT / "tests" / "corpora", ROOT / "tests" / "corpora" / "short")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")


@dataclass(frozen=True)
class Seed:
    """One planted error: in which file, at which letters, what is written instead."""

    report: Path
    start: int
    end: int
    instead: str
    kind: str
    relation: str


# -- the classes of error: what is written instead, or None where the class does not fit


def digit_slip(raw: str, rng: random.Random) -> str | None:
    """One digit is another one."""
    places = [n for n, c in enumerate(raw) if c.isdigit() and not (c == "0" and n == 0)]
    if not places:
        return None
    at = rng.choice(places)
    first = not any(c.isdigit() for c in raw[:at])
    return raw[:at] + rng.choice([d for d in "123456789" + ("" if first else "0") if d != raw[at]]) + raw[at + 1 :]


def transposition(raw: str, rng: random.Random) -> str | None:
    """Two neighbouring digits change places."""
    places = [n for n in range(len(raw) - 1) if raw[n : n + 2].isdigit() and raw[n] != raw[n + 1]]
    places = [n for n in places if not (n == 0 and raw[1] == "0")]
    if not places:
        return None
    at = rng.choice(places)
    return raw[:at] + raw[at + 1] + raw[at] + raw[at + 2 :]


def off_by_little(raw: str, rng: random.Random) -> str | None:
    """A total that was not brought up to date: one to three more or less, a long one up to a twentieth."""
    if "," in raw:
        return None
    value = int(raw.replace(".", ""))
    most = max(3, value // 20)
    other = value + rng.choice([d for d in range(-most, most + 1) if d and value + d > 0 and 200 * abs(d) >= value])
    return _like(raw, other)


def wrong_percent(raw: str, rng: random.Random) -> str | None:
    """A percent that was worked out from other numbers: off by 1 to 9 points."""
    whole, _, decimals = raw.partition(",")
    other = int(whole.replace(".", "")) + rng.choice(
        [d for d in range(-9, 10) if d and int(whole.replace(".", "")) + d > 0]
    )
    return f"{other},{decimals}" if decimals else str(other)


def stale_copy(raw: str, rng: random.Random) -> str | None:
    """One of two copies is still last year's: 3 to 15 of a hundred less."""
    if "," in raw:
        return None
    value = int(raw.replace(".", ""))
    other = round(value * (1 - rng.uniform(0.03, 0.15)))
    return _like(raw, other) if 0 < other != value else None


def rounded(raw: str, rng: random.Random) -> str | None:
    """A figure of three digits and more, rounded to its first two without saying so."""
    if "," in raw or len(raw.replace(".", "")) < 3:
        return None
    value = int(raw.replace(".", ""))
    unit = 10 ** (len(str(value)) - 2)
    other = round(value / unit) * unit
    return _like(raw, other) if other != value else None


def _like(raw: str, value: int) -> str:
    """The number in the notation of the other: grouped where that is, with its leading zero."""
    text = f"{value:,}".replace(",", ".") if "." in raw or (value > 999 and len(raw) < 4) else str(value)
    return text.zfill(len(raw)) if raw.startswith("0") else text


_CLASSES: dict[str, tuple[Callable[[str, random.Random], str | None], tuple[str, ...]]] = {
    "digit slip": (digit_slip, ("part", "total", "percent")),
    "transposition": (transposition, ("part", "total", "percent", "copy")),
    "wrong total": (off_by_little, ("total",)),
    "wrong percent": (wrong_percent, ("percent",)),
    "stale copy": (stale_copy, ("copy",)),
    "rounded figure": (rounded, ("part", "total")),
}


# -- where to plant


def roles(folder: Path, name: str) -> dict[int, str]:
    """What each figure (by its `i`) is in the relations that hold: part, total, percent or copy."""
    found: dict[int, str] = {}
    for line in (folder / f"{name}.relations.jsonl").read_text(encoding="utf-8").splitlines():
        relation = json.loads(line) if line.strip() else {}
        if not relation.get("holds") or relation.get("optional"):
            continue
        if relation["type"] == "sum" and relation.get("total") and not relation.get("total_field"):
            found.setdefault(relation["total"], "total")
            for part in relation["parts"]:
                found.setdefault(part, "part")
        elif relation["type"] == "percent":
            found.setdefault(relation["p"], "percent")
        elif relation["type"] == "equal" and not relation.get("fields"):
            found.setdefault(relation["items"][-1], "copy")
    return found


def seeds(folder: Path, rng: random.Random) -> Iterator[Seed]:
    """Every figure in a relation, broken in every way that fits."""
    for gold in sorted(folder.glob("*.gold.jsonl")):
        name = gold.name.removesuffix(".gold.jsonl")
        file = next((folder / f"{name}{end}" for end in (".txt", ".md") if (folder / f"{name}{end}").exists()), None)
        if file is None or not (folder / f"{name}.relations.jsonl").exists():
            continue
        text, role_of = file.read_text(encoding="utf-8"), roles(folder, name)
        for line in gold.read_text(encoding="utf-8").splitlines():
            row = json.loads(line) if line.strip() else {}
            role = role_of.get(row.get("i", -1))
            place = _place(text, row) if role else None
            if role is None or place is None:
                continue
            for kind, (wrong, fits) in _CLASSES.items():
                instead = wrong(text[place[0] : place[1]], rng) if role in fits else None
                if instead and instead != text[place[0] : place[1]]:
                    yield Seed(file, *place, instead, kind, role)


def _place(text: str, row: dict[str, str]) -> tuple[int, int] | None:
    """Where the number stands in the file, if the words before it and the number stand there once."""
    words = str(row.get("before") or "").split()[-3:]
    pattern = r"[\s*|()\[\]^²³¹⁰-⁹]*".join(re.escape(word) for word in (*words, row["raw"]))
    found = list(re.finditer(pattern, text))
    if len(found) != 1 or not words:
        return None
    number = _NUMBER.search(text, found[0].end() - len(row["raw"]))
    return (number.start(), number.end()) if number and number.end() <= found[0].end() else None


# -- what the audit says


def mismatches(file: Path, text: str) -> Counter[str]:
    """The mismatches of a report, by what they compare; ids would change with the words of the sentence."""
    from corpus.audit.report import audit
    from extract.read import read
    from patterns import read_claims

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        copy.write_text(text, encoding="utf-8")
        document = read(copy)
    checks = audit(document, read_claims(document, "r"))
    return Counter(f"{check.type} {check.formula}" for check in checks if check.verdict == "mismatch")


def try_out(work: tuple[Path, list[Seed]]) -> list[tuple[Seed, bool]]:
    """Which errors of one report are found."""
    file, planted = work
    text = file.read_text(encoding="utf-8")
    before = mismatches(file, text)
    return [
        (seed, bool(mismatches(file, text[: seed.start] + seed.instead + text[seed.end :]) - before))
        for seed in planted
    ]


def clean_alarms(folder: Path) -> tuple[int, int]:
    """Reports without any inconsistency in the gold, and the mismatches that are reported in them."""
    reports = alarms = 0
    for file in sorted((*folder.glob("*.txt"), *folder.glob("*.md"))):
        relations = folder / f"{file.stem}.relations.jsonl"
        if not relations.exists():
            continue
        lines = relations.read_text(encoding="utf-8").splitlines()
        if all(json.loads(line)["holds"] for line in lines if line.strip()):
            reports += 1
            alarms += mismatches(file, file.read_text(encoding="utf-8")).total()
    return reports, alarms


def sample(planted: list[Seed], limit: int, rng: random.Random) -> list[Seed]:
    """At most so many of each class."""
    by_kind: dict[str, list[Seed]] = defaultdict(list)
    for seed in planted:
        by_kind[seed.kind].append(seed)
    return [seed for many in by_kind.values() for seed in rng.sample(many, min(len(many), limit or len(many)))]


def described(seed: Seed) -> str:
    """A planted error, for people."""
    text = seed.report.read_text(encoding="utf-8")
    before = text[max(0, seed.start - 60) : seed.start].replace("\n", "↵")
    return (
        f"{seed.kind}, {seed.relation}: {seed.report.stem}: …{before}«{text[seed.start : seed.end]}» → {seed.instead}"
    )


def table(found: Counter[str], planted: Counter[str], reports: int, alarms: int) -> str:
    """As Markdown."""
    lines = ["| Error | planted | found | recall |", "|---|---:|---:|---:|"]
    lines += [
        f"| {kind} | {planted[kind]} | {found[kind]} | {found[kind] / planted[kind]:.2f} |"
        for kind in _CLASSES
        if planted[kind]
    ]
    total, all_found = planted.total(), found.total()
    lines.append(f"| **all** | {total} | {all_found} | **{all_found / total:.2f}** |")
    lines.append(f"\nFalse alarms on {reports} reports without errors: {alarms}.")
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpora", type=Path, nargs="*", default=CORPORA)
    options.add_argument("--limit", type=int, default=0, help="at most so many errors of a class (0: all)")
    options.add_argument("--missed", action="store_true", help="list the errors that are not found")
    options.add_argument("--write", type=Path, help="README to put the table into")
    chosen = options.parse_args()
    rng = random.Random(20231104)
    picked = sample([seed for folder in chosen.corpora for seed in seeds(folder, rng)], chosen.limit, rng)
    work: dict[Path, list[Seed]] = defaultdict(list)
    for seed in picked:
        work[seed.report].append(seed)
    with ProcessPoolExecutor() as pool:
        results = [result for many in pool.map(try_out, sorted(work.items())) for result in many]
    found = Counter(seed.kind for seed, hit in results if hit)
    if chosen.missed:
        print("\n".join(described(seed) for seed, hit in results if not hit))
    reports, alarms = map(sum, zip(*(clean_alarms(folder) for folder in chosen.corpora), strict=True))
    made = table(found, Counter(seed.kind for seed in picked), reports, alarms)
    print(made)
    if chosen.write:
        begin, end = "<!-- seeded-errors -->", "<!-- /seeded-errors -->"
        text = chosen.write.read_text(encoding="utf-8")
        head, _, rest = text.partition(begin)
        _, _, tail = rest.partition(end)
        chosen.write.write_text(f"{head}{begin}\n{made}\n{end}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
