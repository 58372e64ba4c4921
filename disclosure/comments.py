"""A comment from the public: the form, what keeps machines out, the receipt, and how names are masked."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms

from core import clock
from core.errors import CodedError
from disclosure.errors import DisclosureCode
from registry.casework.models import Comment
from registry.casework.services.notices import comment

PER_HOUR = 5  # of one address on one notice; a limit of ours, in no text


class CommentForm(forms.Form):
    """``website`` is a trap: people do not see it, machines fill it in."""

    required_css_class = "required"
    name = forms.CharField(max_length=50)
    organisation = forms.CharField(max_length=100, required=False)
    contact = forms.CharField(max_length=100)
    text = forms.CharField(min_length=5, max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )

    def __init__(self, *args: Any, labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = labels[f"comment_{name}"]
            field.help_text = labels.get(f"comment_{name}_help", "")


def receive(notice: UUID, given: dict[str, str], *, ip: str) -> Comment:
    """Take the comment. Raises ``comment_by_machine``, ``too_many_comments``, ``notice_closed``,
    ``comment_invalid``."""
    if given.get("website"):
        raise CodedError(DisclosureCode.COMMENT_BY_MACHINE)
    since = clock.now() - dt.timedelta(hours=1)
    recent = Comment.objects.filter(notice_id=notice, ip=ip, received_at__gte=since)
    if recent.count() >= PER_HOUR:
        raise CodedError(DisclosureCode.TOO_MANY_COMMENTS, limit=PER_HOUR)
    return comment(
        notice=notice, name=given["name"], contact=given["contact"], text=given["text"],
        organisation=given["organisation"], ip=ip,
    )  # fmt: skip


def receipt_number(found: Comment) -> str:
    """``YJ-20260302-9F3A01BC``: the day and the end of the comment's own id."""
    return f"YJ-{found.received_at.astimezone(clock.SHANGHAI):%Y%m%d}-{found.uuid.hex[-8:].upper()}"


def masked(name: str) -> str:
    """张** for whatever follows the first character, so that neither name nor length is told."""
    return f"{name.strip()[:1]}**"
