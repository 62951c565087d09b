"""How near the tables of a run come to hand-made gold: numbers, figures, sections, notes, citations, relations.

The measures are those of the project's shared scorer (../shared/tools/score.py; tests/test_scoring.py holds the two
together). Numbers are aligned digit run by digit run within their zone (body, each note, tables), so that the way
offsets are counted does not matter. A figure is right as a whole when value, value_max, of, kind, unit, approx and
change are. A *case* is a sentence that names one fault, the same from run to run, so that runs can be compared.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]

TABLES = ("reports", "sections", "footnotes", "numerals", "figures", "citations", "checks")
_ALIKE = {"name": "other", "ordinal": "other"}  # annotators part these by habit
_NOT_SCORED = {"footnote_mark", "page_number", "section_label"}
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CHECKED = ("sum", "percent", "bound", "equal")
_METADATA = ("issuer", "number_symbol", "place", "date", "title", "period_start", "period_end")
_SIGNATURE = ("signatory", "signer_role")


@dataclass
class Tally:
    """Counts, and the cases that cost them."""

    counts: Counter[str] = field(default_factory=Counter)
    cases: list[str] = field(default_factory=list)

    def fault(self, kind: str, what: str) -> None:
        self.cases.append(f"[{kind}] {what}")

    def add(self, other: Tally) -> None:
        self.counts.update(other.counts)
        self.cases += other.cases


def read_tables(out: Path) -> dict[str, Rows]:
    """The tables of a run that are scored."""
    csv.field_size_limit(1 << 30)
    made: dict[str, Rows] = {}
    for name in TABLES:
        with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            made[name] = list(csv.DictReader(file))
    return made


def score(gold: Path, tables: dict[str, Rows], suffix: str = "") -> dict[str, Tally]:
    """A tally for each `NAME.gold.jsonl` in the folder; the report is the one whose source has NAME as its stem."""
    made = {}
    for file in sorted(gold.glob("*.gold.jsonl")):
        name = file.name.removesuffix(".gold.jsonl")
        found = [r for r in tables["reports"] if Path(r["source"]).stem == name and r["source"].endswith(suffix)]
        if found:
            made[name] = _Scorer(name, gold, tables, found[0]).tally()
        else:
            made[name] = Tally(Counter(reports_missing=1), [f"[report missing] {name}"])
    return made


def measures(c: Counter[str]) -> dict[str, float]:
    """The measures that the project is held to; NaN where there was nothing to measure."""
    found = c["fig_tp"]
    return {
        "numbers found": _ratio(c["runs_found"], c["runs"]),
        "class accuracy": _ratio(c["class_ok"], c["runs"]),
        "figure detection F1": _f1(found, c["fig_out"], c["fig_gold"]),
        "figure recall": _ratio(found, c["fig_gold"]),
        "figure precision": _ratio(found, c["fig_out"]),
        "value right (of found)": _ratio(c["ok_value"], found),
        "unit right (of found)": _ratio(c["ok_unit"], found),
        "unit exactly right": _ratio(c["ok_unit_strict"], found),
        "whole figure F1": _f1(c["ok_all"], c["fig_out"], c["fig_gold"]),
        "part_of F1": _f1(c["part_of_tp"], c["part_of_out"], c["part_of_gold"]),
        "rate_of F1": _f1(c["rate_of_tp"], c["rate_of_out"], c["rate_of_gold"]),
        "sections F1": _f1(c["sec_tp"], c["sec_tp"] + c["sec_fp"], c["sec_tp"] + c["sec_fn"]),
        "footnote texts": _ratio(c["fn_text"], c["fn_gold"]),
        "footnote anchors": _ratio(c["fn_anchor"], c["fn_anchor_gold"]),
        "metadata": _ratio(c["meta_ok"], c["meta_gold"]),
        "citations F1": _f1(c["cit_tp"], c["cit_tp"] + c["cit_fp"], c["cit_tp"] + c["cit_fn"]),
        "inconsistencies found": _ratio(c["rel_bad_ok"], c["rel_bad"]),
        "false alarms": float(c["false_alarm"]),
        "true relations confirmed": _ratio(c["rel_good_ok"], c["rel_good"]),
    }


def _ratio(a: int, b: int) -> float:
    return a / b if b else float("nan")


def _f1(right: int, out: int, gold: int) -> float:
    return _ratio(2 * right, out + gold)


class _Scorer:
    """One report against its gold."""

    def __init__(self, name: str, folder: Path, tables: dict[str, Rows], report: dict[str, Any]) -> None:
        self.name, self.folder, self.report = name, folder, report
        self.mine = {
            table: [row for row in rows if row["report_id"] == report["report_id"]] for table, rows in tables.items()
        }
        self.gold = _jsonl(folder / f"{name}.gold.jsonl")
        self.at = {row["i"]: n for n, row in enumerate(self.gold)}
        self.figures = {row["figure_id"]: row for row in self.mine["figures"]}
        self.gold_of: dict[str, int] = {}  # figure_id → index in gold
        self.figure_at: dict[int, str] = {}
        self.pardoned: set[str] = set()
        self.made = Tally()
        self.counts = self.made.counts

    def tally(self) -> Tally:
        self._ledger()
        self._figures()
        self._sections()
        self._citations()
        self._relations()
        return self.made

    def _fault(self, kind: str, what: object) -> None:
        self.made.fault(kind, f"{self.name}: {what}")

    def _context(self, n: int) -> str:
        row = self.gold[n]
        return f"{row.get('before')} «{row['raw']}» {row.get('after')}"

    def _ledger(self) -> None:
        votes: dict[int, Counter[str]] = defaultdict(Counter)
        ledger = self.mine["numerals"]
        for n, m in _align(self.gold, ledger):
            want, row = self.gold[n]["class"], ledger[m] if m is not None else None
            figure = row["figure_id"] if row else ""
            if self.gold[n].get("unscored"):  # cut off or broken in the source
                if figure:
                    self.pardoned.add(figure)
                continue
            if want in _NOT_SCORED:
                if row and row["class"] == "figure":
                    self._fault("false figure", f"{self.gold[n]['raw']!r} is {want}")
                continue
            self.counts["runs"] += 1
            if row is None:
                self._fault("number lost", self._context(n))
                continue
            self.counts["runs_found"] += 1
            if _ALIKE.get(row["class"], row["class"]) == _ALIKE.get(want, want):
                self.counts["class_ok"] += 1
            else:
                self._fault("class", f"{self._context(n)}: {want}, got {row['class']}")
            if figure and want == "figure":
                votes[n][figure] += 1
        for n, counted in votes.items():
            figure = counted.most_common(1)[0][0]
            if figure in self.figures and figure not in self.gold_of:
                self.gold_of[figure], self.figure_at[n] = n, figure

    def _figures(self) -> None:
        wanted = [n for n, row in enumerate(self.gold) if row["class"] == "figure" and not row.get("unscored")]
        self.counts["fig_gold"] += len(wanted)
        self.counts["fig_out"] += len(self.figures.keys() - self.pardoned)
        self.counts["fig_tp"] += len(self.figure_at)
        for figure, row in self.figures.items():
            if figure not in self.gold_of and figure not in self.pardoned:
                self._fault("extra figure", f"{row['raw']!r} {row['unit']!r} in {row['sentence'][:80]!r}")
        for n in wanted:
            if n in self.figure_at:
                self._figure(n, self.figures[self.figure_at[n]])
            else:
                self._fault("missed figure", self._context(n))

    def _figure(self, n: int, row: dict[str, Any]) -> None:
        gold, whole = self.gold[n], True
        for name in ("value", "value_max", "of"):
            whole &= self._field(n, name, _same(gold.get(name), row[name]), gold.get(name), row[name])
        for name in ("kind", "approx", "change"):
            want, got = _fold(gold.get(name)), _fold(row[name])
            whole &= self._field(n, name, want == got or {want, got} == {"count", "other"}, want, got)
        want, got = _unit(gold.get("unit")), _unit(row["unit"])
        alike = {want} | {_unit(unit) for unit in gold.get("unit_also", [])}
        near = got in alike or want == "phần" or any(u and got and (_begins(got, u) or _begins(u, got)) for u in alike)
        self.counts["ok_unit_strict"] += got in alike
        whole &= self._field(n, "unit", near, want, got)
        self.counts["ok_all"] += whole
        for name in ("part_of", "rate_of"):
            self._link(n, name, row)

    def _field(self, n: int, name: str, good: bool, want: object, got: object) -> bool:
        self.counts[f"ok_{name}"] += good
        if not good:
            self._fault(name, f"{self._context(n)}: {want}, got {got!r}")
        return good

    def _link(self, n: int, name: str, row: dict[str, Any]) -> None:
        gold, got = self.gold[n], row[name]
        want = self.at.get(gold.get(name))
        if name == "part_of":
            if "percent" in (gold.get("kind"), row["kind"]):
                return
            if want is not None and not got and self._far(gold, self.gold[want]):
                return  # a whole named in another section: good to link, no fault to leave
        if want is not None:
            self.counts[f"{name}_gold"] += 1
            if got and self.gold_of.get(got, -1) == want:
                self.counts[f"{name}_tp"] += 1
            else:
                said = self.figures[got]["raw"] if got in self.figures else None
                self._fault(name, f"{self._context(n)}: of «{self.gold[want]['raw']}», got {said!r}")
        self.counts[f"{name}_out"] += bool(got)

    @staticmethod
    def _far(part: dict[str, Any], whole: dict[str, Any]) -> bool:
        both = _gold_zone(part) == _gold_zone(whole) == "body"
        return both and part.get("section") != whole.get("section")

    def _sections(self) -> None:
        file = self.folder / f"{self.name}.sections.json"
        if not file.exists():
            return
        meta = json.loads(file.read_text(encoding="utf-8"))
        want = [_section_key(row) for row in (meta if isinstance(meta, list) else meta.get("sections", []))]
        got = [_section_key(row) for row in self.mine["sections"]]
        right = sum(block.size for block in SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks())
        self.counts.update(sec_tp=right, sec_fn=len(want) - right, sec_fp=len(got) - right)
        for key in Counter(want) - Counter(got):
            self._fault("section missed", key)
        for key in Counter(got) - Counter(want):
            self._fault("section extra", key)
        if isinstance(meta, dict):
            self._footnotes(meta.get("footnotes", []))
            self._metadata(meta.get("metadata", {}))

    def _footnotes(self, wanted: Rows) -> None:
        got = {row["label"]: row for row in self.mine["footnotes"]}
        before_mark: dict[str, str] = {}
        for row in self.gold:
            if row["class"] == "footnote_mark" and _gold_zone(row)[:3] != "fn:" and row.get("before"):
                before_mark.setdefault(str(row["raw"]).translate(_SUPERSCRIPT), row["before"])
        for note in wanted:
            label = str(note["label"])
            self.counts["fn_gold"] += 1
            if label not in got:
                self._fault("footnote missed", label)
                continue
            row = got[label]
            text, mine = _letters(note.get("text") or note.get("text_first_60_chars")), _letters(row["text"])
            good = mine.startswith(text[:40]) and (
                not note.get("text") or SequenceMatcher(None, text, mine, autojunk=False).ratio() > 0.97
            )
            self.counts["fn_text"] += good
            if not good:
                self._fault("footnote text", f"{label}: {row['text'][:60]!r}")
            anchor = note.get("body_context_before_mark") or before_mark.get(label)
            if anchor:
                hit = _letters(row["anchor"]).endswith(_letters(anchor)[-14:])
                self.counts.update(fn_anchor_gold=1, fn_anchor=hit)
                if not hit:
                    self._fault("footnote anchor", f"{label}: {anchor!r}, got {row['anchor'][-40:]!r}")

    def _metadata(self, wanted: dict[str, Any]) -> None:
        for name in (*_METADATA, *_SIGNATURE):
            if wanted.get(name):
                good = _letters(wanted[name]) == _letters(self.report[name])
                self.counts.update(meta_gold=1, meta_ok=good)
                if not good:
                    self._fault("metadata", f"{name}: {wanted[name]!r}, got {self.report[name]!r}")

    def _citations(self) -> None:
        file = self.folder / f"{self.name}.citations.json"
        if not file.exists():
            return
        listed = json.loads(file.read_text(encoding="utf-8"))
        listed = listed if isinstance(listed, list) else listed.get("citations", [])
        must = Counter(_citation_key(r) for r in listed if not r.get("optional") and r.get("number_symbol"))
        may = Counter(_citation_key(r) for r in listed if r.get("optional") or not r.get("number_symbol"))
        got = Counter(map(_citation_key, self.mine["citations"]))
        extra = Counter({key: n for key, n in ((got - must) - may).items() if key[0]})
        right = (must & got).total()
        self.counts.update(cit_tp=right, cit_fn=must.total() - right, cit_fp=extra.total())
        for key in must - got:
            self._fault("citation missed", key)
        for key in extra:
            self._fault("citation extra", key)

    def _relations(self) -> None:
        file = self.folder / f"{self.name}.relations.jsonl"
        if not file.exists():
            return
        checks = [row for row in self.mine["checks"] if row["type"] in _CHECKED]
        used: set[int] = set()
        for relation in sorted(_jsonl(file), key=lambda row: bool(row.get("optional"))):
            want = self._gold_figures(relation)
            if not want:
                continue
            hit = self._check_of(relation, want, checks, used)
            if hit is not None:
                used.add(hit)
            if relation.get("optional"):  # arguable: neither asked for nor a false alarm
                continue
            side = "rel_good" if relation["holds"] else "rel_bad"
            self.counts[side] += 1
            if hit is None:
                self._fault(f"{side} missed", relation.get("note"))
                continue
            right = checks[hit]["verdict"] == ("holds" if relation["holds"] else "mismatch")
            self.counts[f"{side}_ok"] += right
            if not right:
                self._fault(f"{side} verdict", f"{relation.get('note')}: got {checks[hit]['message'][:100]!r}")
        for n, row in enumerate(checks):
            if row["verdict"] == "mismatch" and n not in used:
                self.counts["false_alarm"] += 1
                self._fault("false alarm", repr(row["message"][:140]))

    def _gold_figures(self, relation: dict[str, Any]) -> frozenset[int]:
        ids = [relation[key] for key in ("total", "a", "b", "p") if relation.get(key) is not None]
        for key in ("parts", "items", "lhs", "rhs"):
            ids += relation.get(key) or []
        return frozenset(self.at.get(i, -1) for i in ids)

    def _check_figures(self, check: dict[str, Any]) -> frozenset[int]:
        ids = [check["total_id"], *check["part_ids"].split(";")]
        return frozenset(self.gold_of.get(i.strip(), -2) for i in ids if i.strip())

    def _check_of(self, relation: dict[str, Any], want: frozenset[int], checks: Rows, used: set[int]) -> int | None:
        free = [(n, row, self._check_figures(row)) for n, row in enumerate(checks) if n not in used]
        for n, row, have in free:
            near = len(have & want) >= 2 and (
                len(have & want) / len(have | want) >= 0.74 or (row["type"] in ("percent", "equal") and have <= want)
            )
            if row["type"] == relation["type"] and (have == want or near):
                return n
        if not relation["holds"]:  # an inconsistency that is reported under another type is found, too
            for n, row, have in free:
                if row["verdict"] == "mismatch" and len(have & want) >= 2:
                    return n
        return None


def _align(gold: Rows, ledger: Rows) -> Iterator[tuple[int, int | None]]:
    """Index in gold and in the ledger (None: lost) of each digit run of the gold, zone by zone."""
    wanted, got = _runs(gold, _gold_zone), _runs(ledger, _ledger_zone)
    for zone in sorted(wanted.keys() | got.keys()):
        a, b = wanted.get(zone, []), got.get(zone, [])
        matched = set()
        for block in SequenceMatcher(None, [r for r, _ in a], [r for r, _ in b], autojunk=False).get_matching_blocks():
            for d in range(block.size):
                matched.add(block.a + d)
                yield a[block.a + d][1], b[block.b + d][1]
        yield from ((row, None) for at, (_, row) in enumerate(a) if at not in matched)


def _runs(rows: Rows, zone_of: Any) -> dict[str, list[tuple[str, int]]]:
    zones: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for n, row in enumerate(rows):
        raw = unicodedata.normalize("NFC", row["raw"] or "")
        zones[zone_of(row)] += [(run, n) for run in re.findall(r"\d+", raw) or [_fold(raw)]]
    return zones


def _gold_zone(row: dict[str, Any]) -> str:
    where = str(row.get("where") or "body")
    if where.startswith("fn:"):
        return "fn:" + where[3:].strip()
    return "table" if where.startswith("table") else "body"


def _ledger_zone(row: dict[str, Any]) -> str:
    if row["table"]:
        return "table"
    return "fn:" + row["footnote"].strip() if row["footnote"] else "body"


def _jsonl(file: Path) -> Rows:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _fold(value: object) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(value or ""))).strip().lower()


def _letters(value: object) -> str:
    return re.sub(r"\W+", "", _fold(value))


def _unit(value: object) -> str:
    return _fold(value).replace("m2", "m²").replace("m3", "m³").strip(" .,;:\"“”'")


def _begins(unit: str, head: str) -> bool:
    """`head` is the beginning of `unit`, up to a blank, a comma or a slash."""
    return unit.startswith(head) and unit[len(head) : len(head) + 1] in (" ", ",", "/")


def _same(want: object, got: str) -> bool:
    if want in (None, "") or not got:
        return (want in (None, "")) == (not got)
    try:
        a, b = float(str(want)), float(got)
    except ValueError:
        return False
    return abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))


def _section_key(row: dict[str, Any]) -> str:
    return _fold(row.get("label")).strip(" .)/") + "|" + _letters(row.get("title"))[:40]


def _citation_key(row: dict[str, Any]) -> tuple[str, str]:
    date = str(row.get("date_iso") or row.get("date") or "").strip()
    if m := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", date):
        date = f"{m[3]}-{int(m[2]):02d}-{int(m[1]):02d}"
    return re.sub(r"\s+", "", _fold(row.get("number_symbol"))).replace("ð", "đ"), date


def total(tallies: Sequence[Tally]) -> Tally:
    """All tallies as one."""
    made = Tally()
    for each in tallies:
        made.add(each)
    return made
