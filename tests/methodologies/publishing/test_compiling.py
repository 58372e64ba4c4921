"""What a compiler does, and what is refused with nothing changed."""

from __future__ import annotations

import hashlib

import pytest

from core.errors import CodedError
from governance.audit.approvals.services.documents import Upload
from governance.rulebook.models import Programme
from methodologies import catalogue
from methodologies.publishing.models import Methodology, MethodologyVersion
from methodologies.publishing.selectors.factors import freeze_list
from methodologies.publishing.selectors.plans import plan_of
from registry.casework.models import Case, CaseNumbering
from tests.methodologies.publishing.story import PDF, Story, definition
from tests.registry.casework.people import company
from tests.registry.organisations.holders import make_organisation

pytestmark = pytest.mark.django_db


def refused_proposal(s: Story, refusal: str, /, **given: object) -> CodedError:
    before = (Methodology.objects.count(), Case.objects.count())
    rows = list(Methodology.objects.values())
    with pytest.raises(CodedError) as caught:
        s.propose(**given)
    assert caught.value.code == refusal
    assert (Methodology.objects.count(), Case.objects.count()) == before
    assert list(Methodology.objects.values()) == rows
    return caught.value


def test_a_proposal_records_lead_compiler_and_district():
    s = Story()
    other = make_organisation()
    s.owner.organisation.district_id = "110112"
    version = s.propose(co_compilers=[other.uscc, s.owner.organisation.uscc])
    assert (version.state, version.number, version.district_id) == ("draft", None, "110112")
    assert (version.applicant, list(version.co_compilers.all())) == (s.owner.organisation, [other])
    assert str(version.methodology) == "BJ-02 照明改造"
    assert not CaseNumbering.objects.exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"code": "bj-02"}, "代码"),
        ({"version_code": "第一版"}, "版本"),
        ({"name_zh": " "}, "名称"),
        ({"name_zh": "长" * 151}, "名称"),
        ({"product_class": "别的"}, "产品类别"),
        ({"programme": "XX"}, "机制"),
        ({"summary": "长" * 5001}, "适用范围与说明"),
        ({"co_compilers": ["91110112MA00000000"]}, "参编单位"),
    ],
)
def test_a_proposal_with_a_wrong_field(given: dict[str, object], says: str):
    assert says in refused_proposal(Story(), "field_invalid", **given).zh


def test_who_may_propose_and_where():
    s = Story()
    refused_proposal(s, "step_forbidden", applicant=company().organisation)
    s.owner = type(s.owner)(s.owner.organisation, s.owner.checker, s.owner.checker)
    refused_proposal(s, "step_forbidden")
    Programme.objects.filter(code="BJ").update(status="ended")
    refused_proposal(Story(), "field_invalid")


def test_a_code_belongs_to_one_case_until_that_ends():
    s, other = Story(), Story()
    first = s.propose()
    refused_proposal(other, "methodology_code_taken", version_code="V02")
    s.take(s.owner.checker, "withdraw")
    refused_proposal(other, "version_code_taken")
    other.propose(version_code="V02", name_zh="照明系统改造")
    assert other.version.methodology_id == first.methodology_id
    assert Methodology.objects.get().name_zh == "照明系统改造"
    assert s.propose(programme="CD").methodology_id != first.methodology_id


def test_a_new_version_says_what_it_supersedes_and_how():
    s = Story()
    first = s.published()
    refused_proposal(s, "version_code_taken")
    refused_proposal(s, "supersedes_needed", version_code="V02")
    refused_proposal(s, "transition_needed", version_code="V02", supersedes=first.uuid)
    refused_proposal(s, "supersedes_invalid", version_code="V02", supersedes=s.owner.maker.user_id)
    version = s.propose(
        version_code="V02", supersedes=first.uuid, transition_zh="新项目适用。", name_zh="别的名字"
    )
    assert (version.supersedes, version.title) == (first, "照明改造（V02）")
    s.refused("field_invalid", s.owner.maker, "edit", name_zh="别的名字")
    s.refused("supersedes_needed", s.owner.maker, "edit", supersedes="")
    s.take(s.owner.maker, "edit", transition_zh="")
    s.version.refresh_from_db()
    assert s.version.transition_zh == ""
    s.add_documents()
    s.refused("transition_needed", s.owner.checker, "submit")


def test_editing():
    s = Story()
    s.propose()
    other = make_organisation()
    s.take(
        s.owner.maker, "edit", name_zh="灯具改造", version_code="V1.1", summary="新说明",
        co_compilers=[other.uscc], product_class="能源替代",
    )  # fmt: skip
    stored = MethodologyVersion.objects.get(pk=s.version.pk)
    assert (stored.title, stored.summary, stored.version_code) == (
        "灯具改造（V1.1）",
        "新说明",
        "V1.1",
    )
    assert (stored.methodology.product_class, list(stored.co_compilers.all())) == (
        "能源替代",
        [other],
    )
    assert stored.history.first().history_change_reason == "测试"
    s.refused("field_invalid", s.owner.maker, "edit", state="published")
    s.refused("field_invalid", s.owner.maker, "edit", version_code="v1")
    s.refused("field_invalid", s.owner.maker, "edit", name_zh="")
    s.refused("step_forbidden", s.owner.checker, "edit", summary="改")
    s.refused("case_unknown", s.clerk, "edit", summary="改")


def test_documents():
    s = Story()
    s.propose()
    s.refused(
        "file_category", s.owner.maker, "add_file", category="x", uploads=[Upload("a.pdf", PDF)]
    )
    s.refused("file_missing", s.owner.maker, "add_file", category="text", uploads=[])
    s.refused(
        "document_type", s.owner.maker, "add_file", category="text", uploads=[Upload("a.exe", PDF)]
    )
    s.refused("file_missing", s.owner.checker, "submit")
    s.add_documents()
    assert list(s.version.files.values_list("category", "public")) == [
        ("notes", True),
        ("text", True),
    ]
    old = s.version.files.get(category="text")
    new = [Upload("二稿.pdf", PDF + b"2")]
    s.take(s.owner.maker, "add_file", category="text", uploads=new, replaces=str(old.uuid))
    s.take(s.owner.maker, "add_file", category="references", uploads=[Upload("c.pdf", PDF)])
    assert not s.version.files.get(category="references").public
    s.take(s.owner.checker, "submit")
    s.refused("file_category", s.owner.maker, "add_file", category="text", uploads=new)
    s.take(s.clerk, "add_file", category="other", uploads=[Upload("会议纪要.pdf", PDF)])
    assert not s.version.files.get(category="other").public


def test_submitting_wants_a_summary():
    s = Story()
    s.propose(summary="")
    s.add_documents()
    assert "适用范围与说明" in s.refused("case_incomplete", s.owner.checker, "submit").zh
    s.take(s.owner.maker, "edit", summary="说明")
    assert s.take(s.owner.checker, "submit").number.startswith("BJ-FF-")


def test_the_definition_is_read_by_the_engine_with_line_and_symbol():
    s = Story()
    s.propose()
    text = definition()
    bad = text.replace('formula = "saved * EF"', 'formula = "saved * EF * EF"')
    error = s.refused("unit_of_result", s.owner.maker, "upload_definition", definition=bad)
    line = bad.splitlines().index('formula = "saved * EF * EF"') + 1
    assert f"第 {line} 行" in error.zh
    assert "ER" in error.zh
    s.refused("file_not_toml", s.owner.maker, "upload_definition", definition="= 1")
    s.refused("file_not_toml", s.owner.maker, "upload_definition", definition=text + "\0")
    s.take(s.owner.maker, "upload_definition", definition=text)
    stored = MethodologyVersion.objects.get(pk=s.version.pk)
    assert stored.definition == text
    assert stored.definition_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert plan_of(stored).checked.definition.sha256 == stored.definition_sha256
    assert plan_of(stored) is plan_of(s.version)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("BJ-02", "BJ-03"), "代码"),
        (("V01", "V02"), "版本"),
        (("资源节约", "能源替代"), "产品类别"),
        (('status = "official"', 'status = "official"\nprogrammes = ["CD"]'), "机制"),
    ],
)
def test_the_definition_is_of_this_version(change: tuple[str, str], says: str):
    s = Story()
    s.propose()
    other = definition().replace(*change)
    error = s.refused("definition_of_other", s.owner.maker, "upload_definition", definition=other)
    assert says in error.zh


def test_a_version_renamed_no_longer_fits_its_definition():
    s = Story()
    s.drafted()
    s.take(s.owner.maker, "upload_definition", definition=definition())
    s.take(s.owner.maker, "edit", version_code="V02")
    s.refused("definition_of_other", s.owner.maker, "run_checks")
    s.refused("definition_of_other", s.owner.checker, "submit")


def test_proof_and_confirmation_are_of_exactly_this_definition():
    s = Story()
    s.propose()
    s.refused("definition_missing", s.owner.maker, "run_checks")
    s.refused("not_proved", s.owner.checker, "confirm_examples", sha256="")
    s.take(s.owner.maker, "upload_definition", definition=definition(issued=51))
    error = s.refused("example_differs", s.owner.maker, "run_checks")
    assert "51" in error.zh
    s.refused("not_proved", s.owner.checker, "confirm_examples", sha256=s.version.definition_sha256)
    s.take(s.owner.maker, "upload_definition", definition=definition())
    s.take(s.owner.maker, "run_checks")
    proof = s.version.events.get(step="run_checks").detail
    assert proof["examples"] == [
        {"name": "一百兆瓦时", "exact": "50", "unit": "tCO2e", "issued_t": 50}
    ]
    assert proof["factors_sha256"] == catalogue.factors().sha256
    s.refused("definition_changed", s.owner.checker, "confirm_examples", sha256="0" * 64)
    s.take(s.owner.checker, "confirm_examples", sha256=s.version.definition_sha256)
    assert (s.version.confirmed_by, bool(s.version.confirmed_at)) == ("吴复核", True)
    s.take(s.owner.maker, "upload_definition", definition=definition())
    assert s.version.confirmed_at
    s.take(s.owner.maker, "upload_definition", definition=definition(factor="0.6"))
    stored = MethodologyVersion.objects.get(pk=s.version.pk)
    assert (stored.proved_at, stored.confirmed_at, stored.confirmed_by) == (None, None, "")


def test_the_bureau_encodes_and_the_compiler_confirms_again():
    s = Story()
    s.submitted()
    s.encode()
    s.take(s.clerk, "accept")
    s.take(s.clerk, "encode_definition", definition=definition(factor="0.6"))
    assert s.version.confirmed_at is None
    s.refused("step_forbidden", s.owner.maker, "encode_definition", definition=definition())
    s.refused("state_refused", s.owner.maker, "upload_definition", definition=definition())


def test_factors_that_a_calculation_freezes():
    s = Story()
    s.propose(product_class="能源替代")
    text = definition().replace('default = "0.5"', 'factor = "grid_average"\nregion = "全国"')
    text = text.replace("资源节约", "能源替代")
    s.take(s.owner.maker, "upload_definition", definition=text)
    row = next(r for r in catalogue.factors().rows if (r.id, r.region) == ("grid_average", "全国"))
    found = freeze_list(s.version, row.effective_from)
    assert found["EF"]["effective_from"] == row.effective_from.isoformat()
    with pytest.raises(CodedError, match="factor_missing"):
        freeze_list(s.version, row.effective_from.replace(year=1990))
