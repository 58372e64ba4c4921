"""Reading the project's own pages: fenced commands, links, paths in backticks."""

from __future__ import annotations

import re

from tests.databases import ROOT


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """The lines of the page's ``bash`` blocks, without their comments."""
    blocks = re.findall(r"^```bash\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = [re.sub(r"\s+#.*", "", line).strip() for block in blocks for line in block.split("\n")]
    return [line for line in lines if line]


def links(text: str) -> list[str]:
    """Targets of the page's links to other files of the repository."""
    return [each for each in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in each]


def paths(text: str) -> list[str]:
    """What stands in backticks and looks like a path: it has a slash and no blank."""
    return [each for each in re.findall(r"`([^`\s]+)`", text) if "/" in each]


def rooms() -> list[str]:
    """The top-level folders of the repository, without what .gitignore names."""
    ignored = {line.strip("/\n") for line in page(".gitignore").splitlines()} | {".git"}
    return sorted(
        path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in ignored
    )
