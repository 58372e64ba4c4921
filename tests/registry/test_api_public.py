"""What everybody may read of projects, reports, bodies, notices and published methodologies, and no more."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.test import Client

from registry.casework.models import Comment, Notice
from registry.casework.parties import Party
from registry.casework.services.notices import comment
from registry.vvb.models import Accreditation
from tests.methodologies.publishing.story import Story
from tests.registry.casework.api.scenes import asked, built, listed, of, status
from tests.registry.casework.people import company, draft_project, put_into
from tests.registry.matrix import cells
from tests.registry.vvb.bodies import body

pytestmark = pytest.mark.django_db


def test_registered_projects(client: Client):
    with built("project", "registered") as scene:
        project = scene.case
        applied = draft_project(company())
        put_into(applied, "submitted", "public_notice")
        found = asked(client, f"projects/{project.pk}")
        assert found["code"] == project.code
        assert found["methodology"] == project.methodology.full_code
        assert found["registered_on"] == str(project.registered_on)
        assert listed(client, "projects") == {str(project.pk)}
        for query, there in (
            ({"methodology": project.methodology.full_code}, True), ({"methodology": "X"}, False),
            ({"programme": "BJ", "state": "registered"}, True), ({"state": "deregistered"}, False),
            ({"district": project.district_id}, True), ({"product_class": "资源节约"}, False),
        ):  # fmt: skip
            assert bool(listed(client, "projects", **query)) == there, query
        assert status(client, "projects", state="draft") == 422
        assert status(client, f"projects/{applied.pk}") == 404


@pytest.mark.parametrize(
    ("state", "public"),
    [("calculated", False), ("submitted", False), ("public_notice", True), ("issued", True)],
)
def test_reports_from_their_notice_on(client: Client, state: str, public: bool):
    with built("report", state) as scene:
        report, address = scene.case, f"reports/{scene.uuid}"
        assert listed(client, "reports") == ({str(report.pk)} if public else set())
        assert status(client, address) == (200 if public else 404)
        assert status(client, f"{address}/calculation") == 401
        for who in cells.WHO:
            seen = cells.sees(scene.kind, state, who) and report.applied_revision_id is not None
            found = status(of(scene, who), f"{address}/calculation")
            assert found == (200 if seen else 404), who
        if report.applied_revision_id:
            told = asked(of(scene, Party.OWNER_MAKER), f"{address}/calculation")
            revision = report.applied_revision
            assert told["trace"] == revision.trace
            assert (told["sha256"], told["issued_t"]) == (revision.sha256, report.applied_t)
        if public:
            found = asked(client, address)
            assert found["revision_sha256"] == report.applied_revision.sha256
            assert found["applied_t"] == report.applied_t
            assert "trace" not in found
        if state == "issued":
            assert found["batch"] == report.issued_batch.batch_code
            assert found["issued_t"] == report.issued_batch.quantity_t


def test_accredited_bodies(client: Client):
    whole, part = body("甲审定有限公司"), body("乙审定有限公司", scopes=["生态保护"])
    rows = asked(client, "accredited-bodies")["results"]
    assert [row["organisation"] for row in rows] == ["甲审定有限公司", "乙审定有限公司"]
    assert rows[0]["valid_to"] == "2090-12-31"
    assert all(row["in_force"] for row in rows)
    names = lambda **query: [  # noqa: E731
        row["uscc"] for row in asked(client, "accredited-bodies", **query)["results"]
    ]
    assert names(scope="能源替代") == [whole.organisation.uscc]
    assert names(on="2091-01-01") == []
    assert len(names(on="2090-12-31")) == 2
    assert part.organisation.uscc in names(scope="生态保护")
    assert set(rows[0]) == {
        "organisation", "uscc", "scopes", "document", "valid_from", "valid_to", "suspended",
        "in_force",
    }  # fmt: skip
    assert Accreditation.objects.count() == 2


def test_notices_with_masked_comments_once_answered(client: Client):
    story = Story()
    story.laid_open()
    notice = Notice.objects.get(case_id=story.version.pk)
    made = comment(
        notice=notice.pk, name="李晓晴", contact="13800001111", text="基准线偏高，请复核。"
    )
    address = f"notices/{notice.pk}"
    found = asked(client, address)
    assert (found["comments"], found["waiting"], found["running"]) == ([], 1, True)
    story.take(story.clerk, "answer_comment", comment=str(made.pk), answer="已复核。")
    answer = client.get(f"/api/v1/{address}")
    told = answer.json()["comments"]
    assert [(each["name"], each["text"]) for each in told] == [("李**", "基准线偏高，请复核。")]
    assert Comment.objects.get().answer == told[0]["answer"] != ""
    for secret in ("晓晴", "13800001111"):
        assert secret not in answer.content.decode()
    assert listed(client, "notices", status="running", kind="methodology") == {str(notice.pk)}
    assert listed(client, "notices", status="ended") == set()
    assert listed(client, "notices", programme="CD") == set()
    Notice.objects.filter(pk=notice.pk).update(
        opens_on=dt.date(2020, 1, 1), closes_on=dt.date(2020, 2, 1)
    )
    assert listed(client, "notices", status="ended") == {str(notice.pk)}


def test_published_methodologies_beside_the_catalogue(client: Client):
    open_one = Story()
    open_one.laid_open(code="BJ-09")
    assert listed(client, "methodologies/published") == set()
    story = Story()
    story.published()
    version = story.version
    assert listed(client, "methodologies/published") == {str(version.pk)}
    assert listed(client, "methodologies/published", code="BJ-02", status="published")
    assert listed(client, "methodologies/published", programme="CD") == set()
    address = "methodologies/published/BJ/BJ-02/V01"
    found = asked(client, address)
    assert hashlib.sha256(found["definition"].encode()).hexdigest() == found["sha256"]
    raw = client.get(f"/api/v1/{address}/definition")
    assert hashlib.sha256(raw.content).hexdigest() == version.definition_sha256
    again = client.get(f"/api/v1/{address}/definition", headers={"If-None-Match": raw["ETag"]})
    assert again.status_code == 304
    assert status(client, "methodologies/published/BJ/BJ-09/V01") == 404
