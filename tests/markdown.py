"""What the documents say, in pieces that a test can check."""

import re
import subprocess
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def documents() -> list[Path]:
    """Those under version control, and those about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"]
    listed = subprocess.check_output(command, cwd=ROOT, text=True)  # noqa: S603
    paths = [ROOT / name for name in listed.split("\0") if name]
    return sorted(path for path in paths if path.exists())


def blocks(path: Path, kind: str) -> list[str]:
    """The fenced blocks whose opening line says exactly this."""
    return [text for name, text in FENCE.findall(path.read_text()) if name.strip() == kind]


def prose(path: Path) -> str:
    return FENCE.sub("", path.read_text())


def links(path: Path) -> list[tuple[str, str]]:
    """Text and target of each link and picture."""
    return LINK.findall(prose(path))


def named_in_code(path: Path) -> list[str]:
    return CODE.findall(prose(path))


def anchors(path: Path) -> set[str]:
    """As the usual renderers make them of headings."""
    words = [re.sub(r"[^\w\s-]", "", heading).strip().lower() for heading in headings(path)]
    return {re.sub(r"\s", "-", each) for each in words}


def headings(path: Path) -> list[str]:
    return HEADING.findall(prose(path))


def table(path: Path, *columns: str) -> list[list[str]]:
    """The rows below a line with these headings, without the back quotes around a cell."""
    lines = iter(path.read_text().splitlines())
    found = any(cells(line) == list(columns) for line in lines)
    next(lines, None)
    rows = [cells(line) for line in takewhile(lambda line: line.startswith("|"), lines)]
    assert found, columns
    assert rows, columns
    return rows


def cells(line: str) -> list[str]:
    return [cell.strip().strip("`") for cell in line.strip().strip("|").split(" | ")]


def shell_lines() -> Iterator[tuple[Path, str]]:
    """Each line of a block without a kind or of a console, less its prompt and its comment."""
    for path in documents():
        for kind in ("", "console"):
            for text in blocks(path, kind):
                for line in text.splitlines():
                    if kind == "" or line.startswith("$ "):
                        yield path, line.removeprefix("$ ").partition("  #")[0].strip()
