"""The list of cases: who sees which, filters, search, export."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from core import clock
from governance.identity.roles import Role
from registry.casework.kinds import CaseKind
from registry.casework.models import Case
from registry.casework.services.participants import take_in
from registry.casework.services.taking import take
from tests.governance.pages import browser, text
from tests.governance.people import make_staff
from tests.registry.casework.admin.world import clerk, draft, submitted, url
from tests.registry.casework.people import company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]


def titles(response: Any) -> set[str]:
    assert response.status_code == 200
    return {case.title for case in response.context["cl"].result_list}


def listed(client: Any, **asked: str) -> set[str]:
    return titles(client.get(url("changelist"), {"kind": "project"} | asked))


def test_each_sees_their_own() -> None:
    beijing, chengdu = company(), company("锦江节能有限公司")
    submitted(beijing, title="通州项目", district_id="110112")
    submitted(chengdu, title="锦江项目", programme="CD")
    draft(beijing, title="没有交的草稿")
    assert listed(clerk()) == {"通州项目"}
    assert listed(clerk(programme="CD")) == {"锦江项目"}
    assert listed(clerk(Role.SUPERVISOR, programme="")) == {"通州项目", "锦江项目"}
    assert listed(clerk(Role.AUDIT_ADMIN, programme="")) == {"通州项目", "锦江项目"}
    assert listed(clerk(Role.DISTRICT, district_code="110112")) == {"通州项目"}
    assert listed(clerk(Role.DISTRICT, district_code="110101")) == set()
    assert clerk(Role.SYSTEM_ADMIN).get(url("changelist")).status_code == 403


def test_an_expert_sees_what_they_were_invited_to() -> None:
    mine, other = (
        submitted(title="请我看的"),
        submitted(company("他山能源有限公司"), title="别人看的"),
    )
    expert = make_staff(Role.EXPERT, programme="BJ")
    take_in(mine, "expert", user=expert.pk)
    client = browser(expert)
    assert listed(client) == {"请我看的"}
    assert client.get(url("change", mine.pk)).status_code == 200
    assert client.get(url("change", other.pk)).status_code == 404


def test_filters_narrow() -> None:
    owner = company()
    late = submitted(owner, title="逾期的")
    soon = submitted(owner, title="快到的", methodology=late.methodology)
    gone = submitted(owner, title="撤回的", methodology=late.methodology)
    take(actor=owner.checker, case=gone.pk, step="withdraw", reason="不办了")
    today = clock.today()
    user = make_staff(Role.MAKER, programme="BJ")
    Case.objects.filter(pk=late.pk).update(due_on=today - dt.timedelta(days=9), handler=user)
    Case.objects.filter(pk=soon.pk).update(due_on=today)
    client = browser(user)
    for asked, found in {
        "turn=mine": {"逾期的", "快到的"}, "turn=over&kind=project": {"撤回的"}, "due=late": {"逾期的"},
        "due=soon": {"快到的"}, "due=week": {"快到的"}, "handler=me": {"逾期的"},
        "handler=none": {"快到的"}, "state=withdrawn": {"撤回的"}, "programme=CD": set(),
        "o=1": {"逾期的", "快到的", "撤回的"}, "district=110112": set(),
        "state=nowhere": set(), "turn=mine&due=late": {"逾期的"},
    }.items():  # fmt: skip
        both = f"{url('changelist')}?kind=project&{asked}"
        assert titles(client.get(both)) == found, asked
    shown = text(client.get(url("changelist")))
    assert "今日到期" in shown
    assert "逾期" in shown


@pytest.mark.parametrize(
    ("words", "found"),
    [("光伏", True), ("伏", True), ("青岚新能源", True), ("BJ-XM", True), ("bj-xm", True),
     ("一期 光伏", True), ("绝无此词", False), ("%", False), ("光伏 绝无此词", False)],
)  # fmt: skip
def test_search(words: str, found: bool) -> None:
    submitted()
    assert bool(listed(clerk(), q=words)) is found


@pytest.mark.parametrize("query", ["due=9", "state=%00", "district=x", "p=99", "o=1.2.3", "kind='"])
def test_forged_filters_fail_nowhere(query: str) -> None:
    submitted()
    client = clerk()
    for name in ("changelist", "export"):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT forged")
        answer = client.get(f"{url(name)}?{query}")
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT forged")
        assert answer.status_code in (200, 302, 400), query


def test_the_export_has_the_rows_of_the_list() -> None:
    case = submitted()
    file = b"".join(clerk().get(url("export")).streaming_content)  # type: ignore[attr-defined]
    cells = [c.value for row in load_workbook(io.BytesIO(file)).active.iter_rows() for c in row]
    assert {case.number, "青岚一期光伏", "已提交", "青岚新能源有限公司"} <= set(cells)
    assert clerk(Role.SECURITY_ADMIN).get(url("export")).status_code == 403


def test_few_queries_whatever_the_number(trial: CaseKind) -> None:
    """Of the pages themselves: what a kind reads for its parts and checks comes on top."""
    owner, asked = company(), {}
    first = submitted(owner)
    user = make_staff(Role.MAKER, Role.DISTRICT, programme="BJ", district_code="110112")
    client = browser(user)
    for count in (1, 12):
        while Case.objects.filter(state="submitted").count() < count:
            submitted(owner, methodology=first.methodology)
        Case.objects.filter(state="submitted").update(due_on=clock.today(), handler=user)
        for address in ("/admin/", url("desk"), f"{url('changelist')}?turn=mine&q=光伏",
                        url("change", first.pk), url("dossier", first.pk)):  # fmt: skip
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            assert len(queries) <= 15, [q["sql"][:90] for q in queries]
            assert len(queries) <= asked.setdefault(address, len(queries))
