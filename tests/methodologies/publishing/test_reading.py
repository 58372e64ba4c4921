"""What readers are shown: sections, checks; and what forms hand to the steps."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from core import clock
from methodologies import catalogue
from methodologies.publishing.checks import checks
from methodologies.publishing.formulas import equations_html
from methodologies.publishing.kind import METHODOLOGY
from methodologies.publishing.models import MethodologyVersion
from methodologies.publishing.sections import sections
from methodologies.publishing.selectors.opinions import opinions
from methodologies.publishing.steps import STEPS
from registry.casework.kinds import Check
from registry.casework.parties import Party
from registry.casework.services.notices import comment, running_notice
from tests.methodologies.publishing.story import PDF, SCORES, Story, definition

pytestmark = pytest.mark.django_db


def titles(version: MethodologyVersion) -> list[str]:
    return [each.title for each in sections(version)]


def test_sections_grow_with_the_case():
    s = Story()
    s.propose()
    assert titles(s.version) == ["基本信息"]
    s.take(s.owner.maker, "upload_definition", definition=definition())
    found = {each.title: each for each in sections(s.version)}
    assert found["算例"].table[1] == ("一百兆瓦时", "ER = 50 tCO2e；50 吨", "尚未验证", "—")
    s.take(s.owner.maker, "run_checks")
    found = {each.title: each for each in sections(s.version)}
    assert found["算例"].table[1] == ("一百兆瓦时", "ER = 50 tCO2e；50 吨", "50 tCO2e", "50")
    assert "<code>ER = saved × EF</code>" in found["公式"].html
    assert found["参数"].table[1] == ("saved", "节电量", "MWh", "监测", "")
    assert dict(found["公式文件"].rows)["公式文件 SHA-256"] == s.version.definition_sha256


def test_nothing_of_the_panel_stands_in_what_everybody_reads():
    s = Story()
    s.approved()
    for section in sections(s.version):
        text = f"{section.title}{section.rows}{section.table}{section.html}"
        assert "专家" not in text
        assert "方法合理" not in text


def test_what_comes_from_a_file_is_escaped():
    s = Story()
    s.propose()
    text = definition().replace('name = "减排量"', 'name = "<script>alert(1)</script>"')
    s.take(s.owner.maker, "upload_definition", definition=text)
    html = next(each.html for each in sections(s.version) if each.title == "公式")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("path", catalogue.paths(), ids=lambda path: path.stem)
def test_every_methodology_of_the_catalogue_can_be_read(path: Any):
    head = next(
        plan.checked.definition for plan in catalogue.plans()
        if plan.checked.definition.sha256 == _sha256(path)
    )  # fmt: skip
    s = Story()
    programme = head.programmes[0] if head.programmes else "BJ"
    s.propose(
        code=head.code, version_code=head.version, name_zh=head.name, programme=programme,
        product_class=head.product_class,
    )  # fmt: skip
    s.take(s.owner.maker, "upload_definition", definition=path.read_text("utf-8"))
    s.take(s.owner.maker, "run_checks")
    assert "算例" in titles(s.version)
    assert str(equations_html(head)).count("<code>") == len(head.equations)
    assert all(row[2] != "尚未验证" for row in sections(s.version)[-1].table)


def _sha256(path: Any) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def said(version: MethodologyVersion) -> dict[str, str]:
    return {each.text: each.level for each in checks(version)}


def test_checks_tell_the_reviewer_what_is_missing():
    s = Story()
    s.propose()
    assert said(s.version) == {"缺少材料：方法学文本、编制说明": "fail", "还没有公式文件": "fail"}
    s.add_documents()
    s.take(s.owner.maker, "upload_definition", definition=definition())
    found = said(s.version)
    assert found["量纲和算例尚未验证"] == found["编制单位尚未确认公式与算例"] == "fail"
    s.take(s.owner.maker, "edit", version_code="V02")
    assert "版本“V01”" in next(text for text in said(s.version) if "公式文件写的" in text)


def panel_check(version: MethodologyVersion) -> Check:
    return next(each for each in checks(version) if each.rule == "R-EXPERT-01")


def test_checks_count_votes_and_name_nobody():
    s = Story()
    s.assessed()
    s.vote(s.experts[0])
    s.take(s.experts[1], "declare", conflict=True, text="有合作项目")
    found = panel_check(s.version)
    assert (found.level, found.text) == (
        "warn", "第 1 轮：本轮还有 1 位专家没有表决。请等待其表决，或解除其评估。",
    )  # fmt: skip
    assert dict(found.evidence) == {
        "至少需要": 3, "同意比例不低于": "0.6", "已表决": 1, "未表决": 1, "回避或解除": 1,
    }  # fmt: skip
    everything = str(list(checks(s.version)))
    for hidden in (s.experts[0].name, "有合作项目", "方法合理"):
        assert hidden not in everything
    roster = opinions(s.version, {Party.MAKER})[0]
    assert [value for _, value in roster.rows] == ["同意", "回避：有合作项目", "已邀请，未声明"]


def test_checks_tell_the_outcome_once_all_have_voted():
    s = Story()
    s.approved()
    found = panel_check(s.version)
    assert (found.level, found.text) == ("ok", "第 1 轮：专家评估通过")
    assert dict(found.evidence)["同意"] == 3
    s.encode(factor="0.6")
    found = panel_check(s.version)
    assert found.level == "warn"
    assert dict(found.evidence)["就原公式文件表决，不计"] == 3


def test_checks_count_the_comments():
    s = Story()
    s.laid_open()
    assert said(s.version)["公示意见 0 条，均已答复"] == "ok"
    notice = running_notice(s.version)
    comment(notice=notice.uuid, name="李四", contact="1380", text="有不同意见。")
    assert said(s.version)["公示意见 1 条，1 条未答复"] == "warn"


def test_the_kind_offers_what_it_has():
    s = Story()
    s.laid_open()
    assert METHODOLOGY.sections(s.version)
    assert METHODOLOGY.checks(s.version)
    assert METHODOLOGY.opinions(s.version, set()) == ()


def filled(s: Story, step: str, actor: Any, data: dict[str, Any], **files: Any) -> Any:
    """What the form of the step makes of an answer; the step is then taken with it."""
    form = STEPS[step].form(
        {"reason": "测试"} | data, MultiValueDict(files), case=s.version, actor=actor
    )
    assert form.is_valid(), form.errors
    s.take(actor, step, **form.data_for_step())
    return form


def test_forms_hand_over_what_the_steps_take():
    s = Story()
    s.propose()
    one = s.owner.maker
    form = STEPS["edit"].form(case=s.version, actor=one)
    assert {"supersedes", "transition_zh"}.isdisjoint(form.fields)
    filled(s, "edit", one, {
        "name_zh": "灯具改造", "product_class": "资源节约", "version_code": "V01",
        "summary": "说明", "co_compilers": "",
    })  # fmt: skip
    assert s.version.title == "灯具改造（V01）"
    for category in ("text", "notes"):
        papers = [SimpleUploadedFile("甲.pdf", PDF + category.encode())]
        filled(s, "add_file", one, {"category": category, "replaces": ""}, materials=papers)
    file = SimpleUploadedFile("m.toml", definition().encode())
    filled(s, "upload_definition", one, {}, file=[file])
    filled(s, "upload_definition", one, {"text": definition(factor="0.6").replace("\n", "\r\n")})
    assert "\r" not in s.version.definition
    s.take(one, "run_checks")
    form = STEPS["confirm_examples"].form(case=s.version, actor=s.owner.checker)
    filled(s, "confirm_examples", s.owner.checker, {"sha256": form.initial["sha256"]})
    s.take(s.owner.checker, "submit")
    assert [c for c, _ in STEPS["add_file"].form(case=s.version).fields["category"].choices] == [
        "other"
    ]
    s.take(s.clerk, "accept")
    form = STEPS["invite_expert"].form(case=s.version, actor=s.clerk)
    assert {key for key, _ in form.fields["expert"].choices} == {e.user_id for e in s.experts}
    for each in s.experts:
        filled(s, "invite_expert", s.clerk, {"expert": str(each.user_id)})
        filled(s, "declare", each, {"conflict": "no"})
        filled(s, "score", each, {"opinion": "方法合理，数据可以核查。"} | SCORES)
        assert STEPS["score"].form(case=s.version, actor=each).initial["accuracy"] == 21
        filled(s, "vote", each, {"vote": "approve"})
    assert not STEPS["invite_expert"].form(case=s.version).fields["expert"].choices
    assert not STEPS["release_expert"].form(case=s.version).fields["expert"].choices
    filled(s, "lay_open", s.clerk, {"summary": "征求意见"})
    notice = running_notice(s.version)
    asked = comment(notice=notice.uuid, name="李四", contact="1380", text="有不同意见。")
    filled(s, "answer_comment", s.clerk, {"comment": str(asked.uuid), "answer": "已采纳"})
    publish = STEPS["publish"].form
    form = publish({"reason": "测", "effective_from": "2020-01-01"}, case=s.version)
    assert "effective_from" in form.errors
    form = publish({"reason": "测", "effective_from": ""}, case=s.version)
    assert form.is_valid()
    assert form.data_for_step() == {"effective_from": ""}
    assert clock.today()


@pytest.mark.parametrize(
    "file", [b"\xff\xfe", b"x" * (512 * 1024 + 1), b""], ids=["not-utf-8", "too-large", "empty"]
)
def test_a_file_that_cannot_be_read(file: bytes):
    s = Story()
    s.propose()
    files = MultiValueDict({"file": [SimpleUploadedFile("m.toml", file)]})
    form = STEPS["upload_definition"].form({"reason": "测"}, files, case=s.version, actor=None)
    assert "file" in form.errors
