"""One case as its caller reads it: the page's facts by the page's rules, as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from registry.casework.kinds import CaseKind, Section, kind_of
from registry.casework.models import CaseFile, Participant
from registry.casework.parties import Party
from registry.casework.selectors.naming import NAMED_FOR
from registry.casework.selectors.papers import Paper, Papers, papers_of
from registry.casework.selectors.progress import is_closed
from registry.casework.selectors.standing import Standing
from registry.casework.selectors.steps import offered_steps
from registry.casework.selectors.versions import content_rows


def complete(base: Any, standing: Standing | None) -> None:
    """Put on a row of ``with_papers`` what :class:`CaseDetailSerializer` tells; without ``standing`` what
    is public."""
    kind, papers = kind_of(base), papers_of(base)
    related = ("programme", "district", "applicant", "handler", *kind.joins)
    case = kind.model._default_manager.select_related(*related).get(pk=base.pk)
    base.applicant, base.handler = case.applicant, case.handler
    sections = kind.sections(case) or [Section("申请内容", content_rows(case))]
    base.sections = [_section(each) for each in sections]
    base.documents = list(_documents(kind, papers.files, everything=standing is not None))
    base.notices_told = [each.notice for each in papers.notices]
    base.within = _within(kind, case, papers, standing) if standing else None
    base.insider = standing is not None


def _within(kind: CaseKind, case: Any, papers: Papers, standing: Standing) -> dict[str, Any]:
    steps = [] if is_closed(kind, case.state) else offered_steps(case, standing)
    return {
        "opinions": [_section(each) for each in kind.opinions(case, standing.parties)],
        "clocks": papers.clocks,
        "participants": _participants(papers.participants, standing.parties),
        "letters": papers.letters,
        "corrections": papers.corrections,
        "steps": steps,
    }


def _participants(rows: Sequence[Participant], parties: Iterable[Party]) -> list[Participant]:
    """Experts stay unnamed but to the bureau."""
    named = bool(NAMED_FOR & frozenset(parties))
    return [each for each in rows if named or each.part != Participant.As.EXPERT]


def _documents(kind: CaseKind, papers: Iterable[Paper], *, everything: bool) -> Iterable[CaseFile]:
    for paper in papers:
        for file in [paper.file, *paper.earlier]:
            file.current = file is paper.file  # type: ignore[attr-defined]
            file.category_zh = kind.categories.get(file.category, file.category)  # type: ignore[attr-defined]
            if everything or (file.public and file is paper.file):
                yield file


def _section(each: Section) -> dict[str, Any]:
    return {
        "title": each.title,
        "rows": [{"name": name, "value": _text(value)} for name, value in each.rows],
        "table": [[_text(cell) for cell in row] for row in each.table],
        "html": str(each.html),
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)
