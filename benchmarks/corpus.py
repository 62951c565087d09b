"""What it costs to add a hundred reports to a corpus, while it grows to ten thousand.

    python benchmarks/corpus.py [reports] [step]

The reports are generated: communes of invented districts over three years, one short text each, no two alike. Timed
is the whole run: reading, store, judgement, tables.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # this file has the name of a room

from outputs.summary import Summary  # noqa: E402
from sokhop.inputs import find_inputs  # noqa: E402
from sokhop.run import Options, run  # noqa: E402

PER_DISTRICT = 13
TEXT = """ỦY BAN NHÂN DÂN
XÃ SỐ {commune}
Số: {number}/BC-UBND
Xã Số {commune}, ngày 10 tháng 12 năm {year}

BÁO CÁO
Kết quả phát triển kinh tế - xã hội năm {year}

UBND xã thuộc huyện Mẫu {district} báo cáo như sau:
I. KINH TẾ
Diện tích lúa {a} ha; đàn trâu {b} con, đàn bò {c} con. Thu ngân sách đạt {d} triệu đồng. Nhân dân góp {e} ngày công.
II. XÃ HỘI
Cuối năm xã còn {f} hộ nghèo, giảm {g} hộ so với năm {last}. Tiếp {h} lượt công dân; hòa giải thành {i} vụ.
"""


def report(number: int) -> str:
    """The text of the report with this number."""
    commune, year = number // 3, 2022 + number % 3
    primes = zip("abcdefghi", (7, 11, 13, 17, 19, 23, 29, 31, 37), strict=True)
    made = {letter: (number * prime) % 900 + 20 for letter, prime in primes}
    words = {"commune": _letters(commune), "district": _letters(commune // PER_DISTRICT)}
    return TEXT.format(number=number, year=year, last=year - 1, **words, **made)


def _letters(number: int) -> str:
    """A number as a name: areas are named by capital words."""
    return "".join(chr(ord("A") + int(digit)) for digit in str(number)).title()


def main(reports: int, step: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        print(f"{'reports':>8} {'seconds for the last ' + str(step):>28} {'MB':>8}")
        for first in range(0, reports, step):
            batch = Path(folder, f"batch-{first:06d}")
            batch.mkdir()
            for number in range(first, first + step):
                (batch / f"r{number:06d}.txt").write_text(report(number), encoding="utf-8")
            begun = time.perf_counter()
            summary: Summary = run(find_inputs([batch]), out, Options(workers=2, timeout=60))
            took = time.perf_counter() - begun
            assert summary.reports == step, summary.errors[:3]
            shutil.rmtree(batch)
            if first % (10 * step) == 0 or first + step >= reports:
                size = sum(path.stat().st_size for path in out.iterdir() if path.is_file()) / 1e6
                print(f"{first + step:>8} {took:>28.2f} {size:>8.1f}", flush=True)


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] + ["10000", "100"][len(sys.argv) - 1 :])))
