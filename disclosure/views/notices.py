"""公示: the list, a notice with what is laid open, comments and their answers, its documents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.errors import CodedError
from disclosure import comments
from disclosure.downloads import file_response, listed
from disclosure.notice_texts import TEXTS
from disclosure.paging import page_of
from disclosure.texts import in_language
from governance.identity.web import address_of
from governance.rulebook.calendar.selectors import work_calendar
from governance.rulebook.models import Programme
from governance.rulebook.services import IMPORTED
from registry.casework.kinds import all_kinds, kind_of
from registry.casework.models import Comment, Notice
from registry.casework.selectors import notices as selecting
from registry.casework.selectors.notices import ENDED, RUNNING


def _context(**more: Any) -> dict[str, Any]:
    english = (get_language() or "").startswith("en")
    return {"t": in_language(english=english, also=TEXTS), "english": english} | more


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    today, calendar = clock.today(), work_calendar()
    kinds = {kind.code: kind for kind in all_kinds()}
    programmes = {p.code: p for p in Programme.objects.exclude(legal_source=IMPORTED)}
    status = ENDED if request.GET.get("status") == ENDED else RUNNING
    kind, programme = request.GET.get("kind", ""), request.GET.get("programme", "")
    found = selecting.notices(
        status, today, kind=kind if kind in kinds else "",
        programme=programme if programme in programmes else "",
    )  # fmt: skip
    page, newer, older = page_of(request, found)
    rows = [
        {
            "notice": each, "case": each.case, "kind": kind_of(each.case),
            "left": calendar.left(today, each.closes_on) if status == RUNNING else 0,
            "broken_off": selecting.broken_off(each),
        }
        for each in page
    ]  # fmt: skip
    context = _context(
        rows=rows, status=status, kinds=kinds.values(), chosen_kind=kind, newer=newer, older=older,
        programmes=programmes.values(), chosen_programme=programme,
    )  # fmt: skip
    return render(request, "disclosure/notices.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = Notice.objects.select_related("case__programme", "case__applicant").filter(pk=uuid)
    shown = found.first()
    if shown is None:
        raise Http404
    context = _context()
    form = comments.CommentForm(request.POST or None, labels=context["t"])
    status, refusal = 200, ""
    if request.method == "POST":
        if form.is_valid():
            try:
                made = comments.receive(uuid, form.cleaned_data, ip=address_of(request))
            except CodedError as error:
                status = error.sentence.status
                refusal = error.en if context["english"] else error.zh
            else:
                return redirect("disclosure:comment-received", uuid, made.pk)
        else:
            status = 400
    context |= _shown(shown) | {"form": form, "refusal": refusal}
    return render(request, "disclosure/notice.html", context, status=status)


def _shown(notice: Notice) -> dict[str, Any]:
    today = clock.today()
    case = selecting.public_case(notice.case_id)
    answers = [
        {"name": comments.masked(each.name), "text": each.text, "answer": each.answer,
         "received_at": each.received_at, "answered_at": each.answered_at}
        for each in selecting.answered_comments(notice)
    ]  # fmt: skip
    running = selecting.is_running(notice, today)
    return {
        "notice": notice,
        "running": running,
        "broken_off": selecting.broken_off(notice),
        "left": work_calendar().left(today, notice.closes_on) if running else 0,
        "kind": kind_of(notice.case),
        "case": case,
        "sections": kind_of(case).sections(case) if case else (),
        "files": listed(case) if case else (),
        "answers": answers,
        "waiting": notice.comments.filter(answered_at=None).count(),
    }


@require_safe
def received(request: HttpRequest, uuid: UUID, comment: UUID) -> HttpResponse:
    found = Comment.objects.select_related("notice").filter(pk=comment, notice_id=uuid).first()
    if found is None:
        raise Http404
    context = _context(
        notice=found.notice, receipt=comments.receipt_number(found), received_at=found.received_at
    )
    return render(request, "disclosure/received.html", context)


@require_safe
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = selecting.public_file(uuid)
    if found is None:
        raise Http404
    return file_response(found.name, found.content_type, bytes(found.content))
