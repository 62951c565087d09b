"""Write the example reports: source/*.txt becomes DOCX and PDF, the same bytes every time."""

from pathlib import Path

from markup import parse
from to_docx import write_docx
from to_pdf import write_pdf

HERE = Path(__file__).parent
FILES = {
    "de-cuong-2024": "de-cuong-2024.docx",
    "huyen-muong-phieng-2023": "reports/huyen-muong-phieng-2023.pdf",
    "huyen-muong-phieng-2024": "reports/huyen-muong-phieng-2024.docx",
    "xa-chieng-luot-2024": "reports/xa-chieng-luot-2024.docx",
    "xa-huoi-say-2024": "reports/xa-huoi-say-2024.pdf",
    "xa-nam-phung-2024": "reports/xa-nam-phung-2024.docx",
}


def main() -> None:
    """Write every example."""
    for name, target in FILES.items():
        report = parse((HERE / "source" / f"{name}.txt").read_text("utf-8"))
        path = HERE / target
        path.parent.mkdir(exist_ok=True)
        (write_docx if path.suffix == ".docx" else write_pdf)(report, path)


if __name__ == "__main__":
    main()
