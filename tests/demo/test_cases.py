"""What the demo has of methodologies, projects and reports: counts by state, and that each can be gone
on with."""

from __future__ import annotations

from collections import Counter

from core import clock
from demo.cast.members import PAIRS
from demo.cast.people import EXPERTS, PASSWORD
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.deciding import approve
from governance.identity.models import User
from governance.identity.selectors import actor_of
from methodologies.catalogue import FOLDER
from methodologies.publishing.models import ExpertReview, MethodologyVersion
from registry.casework.models import Case, CaseFile, CaseLetter, Comment, Participant
from registry.ledger.models import Batch
from registry.organisations.models import Membership
from registry.projects.models import Project, ProjectShare
from registry.reductions.models import IssuedBatch, Report
from registry.reductions.verifying import verify as verify_issuance
from registry.vvb.models import Engagement, Finding
from tests.demo.conftest import run


def states(kind: str) -> Counter[str]:
    return Counter(Case.objects.filter(kind=kind).values_list("state", flat=True))


def programmes(kind: str, state: str) -> Counter[str]:
    found = Case.objects.filter(kind=kind, state=state)
    return Counter(found.values_list("programme", flat=True))


def test_methodologies_by_state(told):
    assert states("methodology") == {
        "published": 8, "expert_review": 1, "public_notice": 1, "draft": 1,
    }  # fmt: skip
    assert programmes("methodology", "published") == {"BJ": 3, "CD": 3, "CCER": 2}
    # The one sent back had been submitted.
    assert MethodologyVersion.objects.get(state="draft").number


def test_published_methodologies_went_the_whole_way(told):
    for version in MethodologyVersion.objects.filter(state="published"):
        steps = set(version.events.values_list("step", flat=True))
        assert steps >= {
            *("begin", "upload_definition", "run_checks", "confirm_examples", "submit", "accept"),
            *("invite_expert", "declare", "score", "vote", "lay_open", "publish"),
        }
        assert version.events.get(step="publish").approval
        votes = ExpertReview.objects.filter(version=version, vote="approve")
        assert votes.count() == 5
    assert ExpertReview.objects.exclude(conflict="").count() == 1


def test_definitions_are_the_catalogues(told):
    shipped = {path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")}
    own = [
        v.methodology.code for v in MethodologyVersion.objects.all() if v.definition not in shipped
    ]
    assert own == ["SAMPLE-YGD"]


def test_projects_by_state(told):
    found = states("project")
    lapsed = found.pop("lapsed", 0) + found.pop("accept_correction", 0)
    assert lapsed == 1
    assert found == {
        "registered": 8, "draft": 1, "submitted": 1, "public_notice": 2, "validation": 2,
        "review": 2, "review_correction": 1, "refused": 1, "withdrawn": 1,
    }  # fmt: skip
    assert states("change") == {"review": 1}
    assert CaseLetter.objects.filter(case__kind="project", kind="refused").count() == 1
    agents = Participant.objects.filter(part="agent", case__kind="project")
    assert agents.get().case.state == "submitted"


def test_one_review_is_overdue_and_comments_wait(told):
    overdue = Case.objects.filter(state="review", due_on__lt=clock.today())
    assert [case.kind for case in overdue] == ["project"]
    waiting = Comment.objects.filter(answered_at=None).values_list("notice__case__kind", flat=True)
    assert sorted(waiting) == ["methodology", "project"]
    assert Comment.objects.exclude(answered_at=None).count() == 5


def test_the_published_wind_farm(told):
    project = Project.objects.get(title__contains="山东半岛南3号")
    assert (project.state, project.expected_t) == ("registered", 497_191)
    assert "301.6 MW" in project.title
    whole_year = project.reports.order_by("-period_to").first()
    assert whole_year.inputs["EG_net"] == "803701 MWh"
    assert whole_year.applied_revision.exact == "497191.33945225"
    assert Batch.objects.filter(project=project.code).count() == 2


def test_reports_by_state(told):
    assert states("report") == {
        "issued": 9, "calculated": 1, "public_notice": 1, "verification": 1, "review": 1,
        "registered": 1,
    }  # fmt: skip
    finding = Finding.objects.get(engagement__case__kind="report")
    assert (finding.kind, finding.closed_at) == ("CAR", None)


def test_every_batch_comes_from_a_registered_report(told):
    assert IssuedBatch.objects.count() == Batch.objects.count() == 9
    assert list(verify_issuance()) == []
    for issued in IssuedBatch.objects.select_related("report"):
        report = issued.report
        assert report.events.get(step="register").approval
        assert report.events.get(step="issue").approval
        bodies = Engagement.objects.filter(case_id__in=[report.pk, report.subject_id])
        assert bodies.values("organisation").distinct().count() == 2


def test_shares_of_a_collective_project_are_issued(told):
    share = ProjectShare.objects.filter(project__title__contains="公交与骑行")
    assert sorted(int(each.percent) for each in share) == [30, 70]
    issued = IssuedBatch.objects.get(report__subject__title__contains="公交与骑行")
    assert sorted(quantity_t for _, quantity_t in issued.shares) == [55_920, 130_480]


def test_the_waiting_report_is_issued_when_approved(told):
    approval = Approval.objects.get(kind="report.issue", status="pending")
    approver = actor_of(User.objects.get(username="bj.approver"))
    approve(actor=approver, approval=approval.uuid, reason="演示")
    assert Report.objects.get(pk=approval.object_uuid).state == "issued"
    assert list(verify_issuance()) == []
    assert "没有任何变化" in run()  # what the visitor did stays done


def test_documents_are_real_and_the_same_each_time(told):
    files = CaseFile.objects.exclude(name__endswith=".xlsx")
    assert files.count() > 100
    for each in files:
        content = bytes(each.content)
        assert each.name.endswith(".pdf")
        assert content.startswith(b"%PDF-")
        assert content.rstrip().endswith(b"%%EOF")


def test_portal_people_may_log_in_and_are_told(told, client):
    for pair in PAIRS.values():
        for who, role in ((pair.clerk, "maker"), (pair.signer, "checker")):
            assert who.username in told
            assert client.login(username=who.username, password=PASSWORD)
            found = Membership.objects.get(user__username=who.username)
            assert (found.role, "示例" in found.organisation.name_zh) == (role, True)
            assert "示例" in found.user.real_name
    for person in EXPERTS:
        assert person.username in told
