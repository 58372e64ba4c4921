"""What may be asked of the trail, and how it is turned into a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q

from core.clock import SHANGHAI
from governance.audit.trail.registering import Source, holders_named
from governance.audit.trail.rows import RESULTS, TrailQuery
from governance.identity.models import User
from governance.identity.roles import ROLE_NAMES

NAMED = 50  # users whom a name may mean
LONGEST = 100
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2999, 12, 31)


def _text(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"placeholder": hint, "autocomplete": "off"}),
    )


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        validators=[
            MinValueValidator(EARLIEST, "请填写较近的日期。"),
            MaxValueValidator(LATEST, "请填写较近的日期。"),
        ],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class TrailForm(forms.Form):
    """Acts are written ``source:act``; ``source:`` alone means all acts of one source."""

    since = _day("自")
    until = _day("至（含）")
    actor = _text("办理人", "姓名或用户名")
    role = forms.ChoiceField(label="角色", required=False)
    act = forms.ChoiceField(label="业务", required=False)
    result = forms.ChoiceField(label="结果", required=False)
    organisation = _text("单位或个人", "名称或统一社会信用代码")
    thing = _text("对象", "账号、批次、文书号、业务编号、名称")
    words = _text("理由", "理由中的词，两个字即可")
    ip = _text("来源地址", "从头输起")

    def __init__(self, data: Any, sources: Iterable[Source]) -> None:
        super().__init__(data)
        self.sources = list(sources)
        self.fields["role"].choices = [("", "全部"), *((r.value, n) for r, n in ROLE_NAMES.items())]  # type: ignore[attr-defined]
        self.fields["result"].choices = [("", "全部"), *RESULTS.items()]  # type: ignore[attr-defined]
        self.fields["act"].choices = [("", "全部"), *map(_acts, self.sources)]  # type: ignore[attr-defined]

    def chosen(self) -> list[Source]:
        """The sources that can answer what is asked."""
        name, result = self.cleaned_data["act"].partition(":")[0], self.cleaned_data["result"]
        return [
            each
            for each in self.sources
            if name in ("", each.name) and (not result or result in each.results)
        ]

    def query(self) -> TrailQuery:
        data = {key: value for key, value in self.cleaned_data.items() if value}
        since, until = data.pop("since", None), data.pop("until", None)
        actor, organisation = data.get("actor", ""), data.get("organisation", "")
        data["act"] = data.get("act", "").partition(":")[2]
        return TrailQuery(
            **data,
            actors=_users(actor),
            holders=holders_named(organisation) if organisation else None,
            since=_midnight(since) if since else None,
            until=_midnight(until + dt.timedelta(days=1)) if until else None,
        )


def _acts(source: Source) -> tuple[str, list[tuple[str, str]]]:
    acts = [(f"{source.name}:{code}", label) for code, label in source.acts.items()]
    return source.label, [(f"{source.name}:", f"{source.label}：全部"), *acts]


def _users(text: str) -> tuple[tuple[int, str], ...]:
    if not text:
        return ()
    named = User.objects.filter(Q(real_name__icontains=text) | Q(username__iexact=text))
    return tuple(named.values_list("pk", "real_name")[:NAMED])


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), SHANGHAI)
