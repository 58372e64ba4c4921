"""Who reads which case: in every one of these states exactly those whom the table of rights lets see it,
and everybody only what is laid open."""

from __future__ import annotations

import pytest
from django.test import Client

from registry.casework.kinds import kind_of
from registry.casework.models import CaseFile
from registry.casework.parties import Party
from registry.casework.selectors.naming import NAMED_FOR
from tests.governance.identity.api.callers import program
from tests.registry.casework.api.scenes import asked, built, listed, of, status
from tests.registry.casework.people import put_file
from tests.registry.matrix import cells

pytestmark = pytest.mark.django_db
SCENES = [
    ("project", "draft"), ("project", "submitted"), ("project", "registered"),
    ("report", "calculated"), ("report", "verification"), ("report", "issued"),
    ("methodology", "expert_review"), ("methodology", "published"), ("change", "submitted"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "state"), SCENES)
def test_who_reads_the_case(kind: str, state: str, client: Client):
    with built(kind, state) as scene:
        uuid = str(scene.uuid)
        file = put_file(scene.case, "secret", public=False)
        of_case = [f"cases/{uuid}", f"cases/{uuid}/events", f"cases/{uuid}/documents/{file.uuid}"]
        for who in cells.WHO:
            sees = cells.sees(kind_of(kind), state, who)
            reader = of(scene, who)
            for address in of_case:
                assert status(reader, address) == (200 if sees else 404), (who, address)
            assert (uuid in listed(reader)) == sees, who
        public = state in kind_of(kind).public
        for stranger in (client, program(["BJ"])):
            assert status(stranger, of_case[0]) == (200 if public else 404)
            assert status(stranger, of_case[2]) == 404
            assert (uuid in listed(stranger)) == public
        assert status(client, of_case[1]) == 401
        assert status(program(["BJ"]), of_case[1]) == 404


@pytest.mark.parametrize(("kind", "state"), [("report", "issued"), ("project", "registered")])
def test_the_public_reads_public_fields_only(kind: str, state: str, client: Client):
    with built(kind, state) as scene:
        address = f"cases/{scene.uuid}"
        shown = put_file(scene.case, "open", public=True)
        kept = put_file(scene.case, "kept")
        found = asked(client, address)
        assert found["inside"] is None
        assert {"handler", "version"}.isdisjoint(found)
        assert {row["uuid"] for row in found["documents"]} == {
            str(each.uuid)
            for each in CaseFile.objects.filter(case_id=scene.uuid, public=True, replaced_by=None)
        }
        row = next(r for r in asked(client, "cases")["results"] if r["uuid"] == str(scene.uuid))
        assert {"handler", "version"}.isdisjoint(row)
        assert found["sections"]
        assert status(client, f"{address}/documents/{shown.uuid}") == 200
        assert status(client, f"{address}/documents/{kept.uuid}") == 404
        insider = asked(of(scene, Party.OWNER_MAKER), address)
        assert str(kept.uuid) in {each["uuid"] for each in insider["documents"]}
        assert insider["version"] == scene.case.version


def test_what_those_inside_read():
    with built("report", "verification") as scene:
        address = f"cases/{scene.uuid}"
        everybody = {who: asked(of(scene, who), address) for who in Party}
        for who, found in everybody.items():
            inside, case = found["inside"], scene.case
            assert found["state"] == "verification"
            assert len(inside["clocks"]) == case.clocks.count()
            assert len(inside["letters"]) == case.letters.count() > 0
            assert len(found["notices"]) == 1
            named = {each["part"] for each in inside["participants"]}
            assert {"owner", "verifier"} <= named
            assert ("expert" in named) == (who in NAMED_FOR)
            wanted = {
                step.code for step in scene.kind.steps.values()
                if who in (step.proposers if step.second else step.parties)
                and "verification" in step.states and step.offered(case)
            }  # fmt: skip
            assert {step["code"] for step in inside["steps"]} == wanted, who


def test_the_record_by_pages_and_without_the_bureaus_notes():
    with built("project", "review") as scene:
        scene.do(Party.MAKER, "give_opinion", opinion="建议登记") if (
            "give_opinion" in scene.kind.steps
        ) else scene.do(Party.MAKER, "assign", handler=scene.users[Party.MAKER].pk)
        address = f"cases/{scene.uuid}/events"
        whole, next_page = [], address
        while next_page:
            page = asked(of(scene, Party.MAKER), next_page.split("/api/v1/")[-1], **(
                {"limit": 2} if next_page == address else {}
            ))  # fmt: skip
            whole += page["results"]
            next_page = page["next"]
        steps = list(scene.case.events.order_by("-pk").values_list("step", flat=True))
        assert [each["step"] for each in whole] == steps
        outside = asked(of(scene, Party.OWNER_MAKER), address)["results"]
        assert 0 < len(outside) < len(whole)
        for each in outside:
            own = each["party"].startswith(("owner", "vvb"))
            told = bool(scene.kind.steps[each["step"]].tells) if not own else True
            assert told or each["source"] != each["target"]
        assert "10.9.8.7" not in str(whole)


def test_a_document_is_saved_and_never_shown():
    with built("project", "submitted") as scene:
        file = put_file(scene.case, "open")
        answer = of(scene, Party.MAKER).get(f"/api/v1/cases/{scene.uuid}/documents/{file.uuid}")
        assert b"".join(answer.streaming_content) == bytes(file.content)
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        elsewhere = scene.more["agent"]  # a document under the address of another case
        assert status(of(scene, Party.MAKER), f"cases/{elsewhere.pk}/documents/{file.uuid}") == 404
