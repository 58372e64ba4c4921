"""The page on which one decides: what will happen, the object as it is, who asked and why, the
documents; two buttons with a reason, or in words why this person has none.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from core.errors import CodedError
from governance.audit.approvals.errors import ApprovalCode
from governance.audit.approvals.kinds import Row, kind_of
from governance.audit.approvals.models import Approval, Attachment, Status
from governance.audit.approvals.services.deciding import approve, obstacle, refuse
from governance.audit.approvals.services.ending import withdraw
from governance.identity.refusing import note
from governance.identity.rights import REASON_LIMIT
from governance.identity.roles import Role
from governance.identity.staff_admin import sentence
from governance.identity.web import request_actor

DECISIONS: dict[str, tuple[Callable[..., Approval], str]] = {
    "approve": (approve, "已通过并办理"),
    "refuse": (refuse, "已驳回"),
    "withdraw": (withdraw, "已撤回"),
}


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label="意见",
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="必填。通过时写明核对了什么；驳回时写明缺什么、如何补正；撤回时写明原因。",
    )


class ReviewPages(admin.ModelAdmin):
    review_template = "admin/approvals/approval/review.html"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        approval = self._found(request, object_id)
        form, refusal = DecisionForm(), None
        if request.method == "POST":
            form = DecisionForm(request.POST)
            if request.POST.get("decision") not in DECISIONS:
                raise Http404
            try:
                return self._decide(request, approval, form)
            except CodedError as error:
                refusal = error
                note(request, error, approval)
                approval.refresh_from_db()
        context = self._context(request, approval) | {"form": form}
        if refusal is not None:
            context["refusal"] = sentence(refusal)
        status = refusal.sentence.status if refusal is not None else 200
        return TemplateResponse(request, self.review_template, context, status=status)

    def _decide(self, request: HttpRequest, approval: Approval, form: DecisionForm) -> HttpResponse:
        """Rights are judged by the service, before the reason: who may not decide learns that."""
        service, done = DECISIONS[request.POST["decision"]]
        seen = request.POST.get("seen", "")
        stale = approval.status == Status.PENDING and seen and seen != _mark(*_told(approval))
        if service is approve and stale:
            raise CodedError(ApprovalCode.SITUATION_CHANGED, number=approval.number)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        decided = service(actor=request_actor(request), approval=approval.uuid, reason=reason)
        answer = kind_of(decided.kind).answer
        if decided.once is not None and answer is not None:
            return answer(request, decided.once)
        messages.success(request, f"{done}：{approval}")
        return HttpResponseRedirect(
            reverse("admin:approvals_approval_change", args=[approval.uuid])
        )

    def attachment_view(
        self, request: HttpRequest, object_id: str, attachment: UUID
    ) -> FileResponse:
        approval = self._found(request, object_id)
        found = Attachment.objects.filter(uuid=attachment, approval=approval).first()
        if found is None:
            raise Http404
        return FileResponse(
            io.BytesIO(bytes(found.content)),
            as_attachment=True,
            filename=found.name,
            content_type=found.content_type,
        )

    def _found(self, request: HttpRequest, object_id: str) -> Approval:
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found: Approval | None = (
                self.get_queryset(request).filter(uuid=UUID(unquote(object_id))).first()
            )
        except (ValueError, ValidationError):
            found = None
        if found is None:
            raise Http404
        return found

    def _context(self, request: HttpRequest, approval: Approval) -> dict[str, Any]:
        actor, pending = request_actor(request), approval.status == Status.PENDING
        kind = kind_of(approval.kind)
        why_not = obstacle(actor, approval) if pending else None
        own = pending and actor.user_id in (approval.maker_id, approval.maker_for_id)
        attachments = approval.attachments.defer("content")
        will, now = _told(approval)
        return self.admin_site.each_context(request) | {
            "title": f"{kind.zh}：{approval.get_status_display()}",
            "opts": self.opts,
            "approval": approval,
            "kind": kind,
            "url": kind.url(approval),
            "will": will,
            "now": now,
            "seen": _mark(will, now),
            "outcome": _readable(lambda: kind.outcome(approval)),
            "maker_role": Role(approval.maker_role).zh,
            "decider_role": Role(approval.decider_role).zh if approval.decider_role else "",
            "attachments": attachments,
            "deciding": pending and why_not is None,
            "why_not": sentence(why_not) if why_not is not None else "",
            "own": own,
        }


def _told(approval: Approval) -> tuple[Sequence[Row], Sequence[Row]]:
    """What will happen, and the object as it is now."""
    kind = kind_of(approval.kind)
    will = _readable(lambda: kind.describe(approval.payload))
    pending = approval.status == Status.PENDING
    return will, _readable(lambda: kind.before(approval.payload)) if pending else ()


def _mark(*told: Sequence[Row]) -> str:
    """Names what a page told, so that it can be asked whether it still is so."""
    rows = [[str(label), str(value)] for part in told for label, value in part]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _readable(rows: Callable[[], Sequence[Row]]) -> Sequence[Row]:
    """The rows; when what is named is no longer there, its refusal instead."""
    try:
        return rows()
    except CodedError as refusal:
        return [("无法显示", sentence(refusal))]
