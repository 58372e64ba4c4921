"""The review page: everything about a case, read-only, with what belongs to it reachable by those who
see it and by nobody else."""

from __future__ import annotations

import pytest

from governance.audit.approvals.services.documents import Upload
from governance.audit.recording import recording
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from registry.casework.models import Case, CaseFile, Event
from registry.casework.selectors.progress import main_line, stages
from registry.casework.services.notices import comment
from registry.casework.services.participants import take_in
from registry.casework.services.taking import take
from registry.projects.kind import PROJECT
from tests.governance.pages import browser, text
from tests.governance.people import make_staff
from tests.registry.casework.admin.world import clerk, submitted, url
from tests.registry.casework.people import CLERK, company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]
PDF = b"%PDF-1.4 design"


def with_file(case: Case, name: str = "设计.pdf", content: bytes = PDF) -> CaseFile:
    maker = actor_of(make_staff(Role.MAKER, programme="BJ"))
    take(
        actor=maker,
        case=case.pk,
        step="attach",
        reason="补充",
        data={"uploads": [Upload(name, content)]},
    )
    found = CaseFile.objects.filter(case_id=case.pk, name=name).last()
    assert found is not None
    return found


def test_left_and_right() -> None:
    case = submitted()
    file = with_file(case)
    shown = text(clerk().get(url("change", case.pk)))
    for part in (
        "项目概况", "北京市通州区", "减排量测算", "12,340", "项目设计文件", "设计.pdf", file.sha256,
        "设备编号没有与其他项目重复", "不符 计入期超出方法学允许的年限", "允许 10 年",
        "申请单位：青岚新能源有限公司",
        "提交申请 草稿 → 已提交", "材料齐备，报送", "未指定",
    ):  # fmt: skip
        assert part in shown, part


def test_documents_open_for_those_who_see_the_case() -> None:
    case = submitted()
    file, client = with_file(case), clerk()
    page = client.get(url("file", case.pk, file.pk))
    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"].startswith("inline")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert b"".join(page.streaming_content) == PDF  # type: ignore[attr-defined]
    saved = client.get(url("file", case.pk, file.pk) + "?save=1")
    assert saved["Content-Disposition"].startswith("attachment")
    words = with_file(case, "说明.txt", b"<script>alert(1)</script>")
    plain = client.get(url("file", case.pk, words.pk))
    assert plain["Content-Disposition"].startswith("attachment")
    other = submitted(company("他山能源有限公司"))
    assert client.get(url("file", other.pk, file.pk)).status_code == 404
    assert clerk(programme="CD").get(url("file", case.pk, file.pk)).status_code == 404


def test_comments_have_a_button_until_they_are_answered() -> None:
    case, maker = submitted(), actor_of(make_staff(Role.MAKER, programme="BJ"))
    take(actor=maker, case=case.pk, step="accept_it", reason="受理")
    notice = case.notices.get()
    said = comment(notice=notice.pk, name="居民", contact="138", text="噪声较大，<b>请说明</b>")
    client = clerk()
    page = client.get(url("change", case.pk)).content.decode()
    address = f"{url('step', case.pk, 'answer_comment')}?comment={said.pk}"
    assert address in page
    assert "<b>请说明" not in page
    form = client.get(address)
    data = {
        "case_version": form.context["version"], "case_ticket": "t", "reason": "答复",
        "comment": form.context["form"]["comment"].value(), "answer": "夜间不施工",
    }  # fmt: skip
    assert client.post(url("step", case.pk, "answer_comment"), data).status_code == 302
    page = client.get(url("change", case.pk)).content.decode()
    assert address not in page
    assert "夜间不施工" in page
    letter = case.letters.get()
    assert "你单位的申请已受理" in text(client.get(url("letter", case.pk, letter.pk)))
    assert clerk(programme="CD").get(url("letter", case.pk, letter.pk)).status_code == 404


def test_what_changed_between_versions_is_shown() -> None:
    case, maker = submitted(), actor_of(make_staff(Role.MAKER, programme="BJ"))
    take(actor=maker, case=case.pk, step="ask", reason="缺说明", data={"items": "地址"})
    stored = type(case).objects.get(pk=case.pk)
    with recording(CLERK, "补正"):
        stored.address, stored.technology = "北京市海淀区", "分布式"
        stored.save()
    page = clerk().get(url("change", case.pk))
    [version] = page.context["versions"]
    changes = {change.label: (change.old, change.new) for change in version.changes}
    assert changes == {"项目地址": ("北京市通州区", "北京市海淀区"), "技术类型": ("", "分布式")}
    assert "北京市海淀区" in text(clerk().get(url("versions", case.pk)))


def test_the_record_is_paged() -> None:
    case = submitted()
    Event.objects.bulk_create(
        Event(case_id=case.pk, step="grade", source="submitted", target="submitted", actor_id=1,
              actor_name="某人", party="checker", reason=f"第{n}次")
        for n in range(120)
    )  # fmt: skip
    client = clerk()
    page = client.get(url("change", case.pk))
    assert len(page.context["lines"]) == 50
    assert url("record", case.pk) in page.content.decode()
    found = [
        len(client.get(url("record", case.pk), {"p": p}).context["lines"]) for p in (1, 2, 3, 4)
    ]
    assert found == [50, 50, 22, 0]
    assert client.get(url("record", case.pk), {"p": "x"}).status_code == 200


def test_the_line_of_states() -> None:
    assert main_line(PROJECT) == (
        "draft", "submitted", "public_notice", "validation", "review", "registered"
    )  # fmt: skip
    aside = stages(PROJECT, "accept_correction", {})
    assert [(s.state, s.place) for s in aside][:3] == [
        ("draft", "done"), ("accept_correction", "now"), ("submitted", "ahead")
    ]  # fmt: skip
    over = stages(PROJECT, "withdrawn", {})
    assert [s.state for s in over] == ["draft", "withdrawn"]
    assert over[-1].aside


def test_the_dossier_has_what_the_approver_needs() -> None:
    case = submitted()
    checker = actor_of(make_staff(Role.CHECKER, programme="BJ"))
    take(actor=checker, case=case.pk, step="grade", reason="论证充分", data={"grade": "fit"})
    shown = text(clerk(Role.APPROVER).get(url("dossier", case.pk)))
    for part in (
        "青岚新能源有限公司",
        "系统核对",
        "历次意见",
        "论证充分",
        "减排量测算",
        "办理记录",
    ):
        assert part in shown, part
    assert clerk(programme="CD").get(url("dossier", case.pk)).status_code == 404


def test_experts_are_named_to_the_bureau_only_and_judge_alone() -> None:
    case = submitted(district_id="110112")
    first, second = (
        make_staff(Role.EXPERT, programme="BJ", real_name=n) for n in ("钱专家", "孙专家")
    )
    for expert in (first, second):
        take_in(case, "expert", user=expert.pk)
        data = {"grade": "fit"}
        take(
            actor=actor_of(expert),
            case=case.pk,
            step="judge",
            reason=f"{expert.real_name}说可行",
            data=data,
        )
    pages = {
        "bureau": clerk(), "district": clerk(Role.DISTRICT, district_code="110112"),
        "expert": browser(first),
    }  # fmt: skip
    shown = {who: text(page.get(url("change", case.pk))) for who, page in pages.items()}
    assert "钱专家 · 评估专家" in shown["bureau"]
    assert "评估专家 · 评估专家" in shown["district"]
    assert "评估专家：（不显示姓名）" in shown["district"]
    assert "孙专家说可行" in shown["bureau"]
    assert "孙专家说可行" not in shown["expert"]
    assert "钱专家说可行" in shown["expert"]
    record = text(pages["expert"].get(url("record", case.pk)))
    assert "孙专家说可行" not in record
    assert "孙专家说可行" not in text(pages["expert"].get(url("dossier", case.pk)))


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_a_letter_is_a_file(form: str, begins: bytes) -> None:
    case = submitted()
    take(
        actor=actor_of(make_staff(Role.MAKER, programme="BJ")),
        case=case.pk,
        step="accept_it",
        reason="受理",
    )
    letter = case.letters.get()
    answer = clerk().get(url("letter_file", case.pk, letter.pk, form))
    assert b"".join(answer.streaming_content).startswith(begins)  # type: ignore[attr-defined]
    assert clerk().get(url("letter_file", case.pk, letter.pk, "exe")).status_code == 404
    assert (
        clerk(programme="CD").get(url("letter_file", case.pk, letter.pk, form)).status_code == 404
    )
