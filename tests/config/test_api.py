"""The interface as a whole: it describes itself without a gap, is closed by default, asks the database a
bounded number of times, and every page says what it may load."""

from __future__ import annotations

import io
import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from governance.audit.evidence import selectors
from governance.audit.evidence.services.sealing import seal
from governance.identity.roles import Role
from registry.casework.models import CaseFile, Notice
from registry.ledger.models import Account, Batch, Entry
from registry.ledger.services import holds
from registry.projects.models import Project
from registry.reductions.models import Report
from tests.governance.identity.api.callers import member_of, program
from tests.governance.pages import browser
from tests.governance.people import make_staff
from tests.registry.casework.people import company, draft_project, put_into
from tests.registry.ledger.world import CHECKER, World, make_batch, ref, to_trading
from tests.registry.reductions.world import World as Reductions
from tests.registry.vvb.bodies import body as accredited_body

pytestmark = pytest.mark.django_db
QUERIES = 15
PUBLIC = re.compile(
    r"/api/v1/(programmes|rule-parameters|calendar|methodologies|batches|serials|evidence|problems"
    r"|notices|projects|accredited-bodies|reports(?!/{uuid}/c)|cases(?!/{uuid}/e))"
)


@pytest.fixture(scope="module")
def schema() -> dict:
    out = io.StringIO()
    call_command(
        "spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", stdout=out
    )
    return json.loads(out.getvalue())


def operations(schema: dict) -> list[tuple[str, str, dict]]:
    return [
        (path, method, op) for path, ops in schema["paths"].items() for method, op in ops.items()
    ]


def test_it_is_valid_and_served(schema, client: Client):
    served = client.get("/api/v1/schema")
    assert served.status_code == 200
    assert served.json() == schema
    assert {"apiKey", "session"} <= set(schema["components"]["securitySchemes"])


def test_every_operation_is_told_in_both_languages_with_its_problems(schema):
    tags = {tag["name"] for tag in settings.SPECTACULAR_SETTINGS["TAGS"]}
    for path, method, op in operations(schema):
        assert " / " in op["summary"], path
        assert set(op["tags"]) <= tags, path
        for status, response in op["responses"].items():
            if status >= "400":
                assert list(response["content"]) == ["application/problem+json"], (path, status)
        assert {"400", "429", "500"} <= set(op["responses"]), path
        assert ("404" in op["responses"]) or "{" not in path, path
        public = bool(PUBLIC.match(path))
        assert ({} in op["security"]) == public, (method, path)


def test_what_lists_take_is_described(schema):
    for path, _, op in operations(schema):
        names = {each["name"] for each in op.get("parameters", ()) if each["in"] == "query"}
        if "cursor" in names:
            assert "limit" in names, path
    batches = schema["paths"]["/api/v1/batches"]["get"]["parameters"]
    assert {each["name"] for each in batches} == {
        "cursor", "limit", "programme", "methodology", "project", "vintage",
    }  # fmt: skip
    entry = schema["components"]["schemas"]["Entry"]["properties"]
    assert entry["quantity_t"]["type"] == "integer"
    assert entry["price_cny"]["type"] == "string"


def filled(path: str) -> str:
    batch, account = Batch.objects.first(), Account.objects.filter(kind="holder").first()
    values = {
        "number": account.number, "uuid": account.holder_uuid, "code": batch.code,
        "version": "V1", "size": selectors.latest_checkpoint().size,
    }  # fmt: skip
    if "methodologies" in path:
        values["code"] = "SAMPLE-WIND"
    if "published" in path:
        values |= {"programme": "BJ", "code": "CCER-01-002", "version": "V01"}
    for part, model in OF_CASES.items():
        if f"/{part}" in path:
            values["uuid"] = model.objects.earliest("pk").pk
    values["document"] = CaseFile.objects.filter(case_id=values["uuid"]).values_list("pk").first()
    values["document"] = (values["document"] or [""])[0]
    if "programmes" in path:
        values["code"] = "BJ"
    return path.format(**values)


OF_CASES = {"cases": Report, "reports": Report, "projects": Project, "notices": Notice}
# Whose they are not: no member of the holder, no program reads them.
PRIVATE = re.compile(r"/(organisations/|cases/{uuid}|reports/{uuid}/)")


QUERY = {
    "/api/v1/calendar/deadline": "from=2026-07-17&days=20",
    "/api/v1/evidence/consistency": "from={size}&to={size}",
    "/api/v1/evidence/proof": "id={entry}",
    "/api/v1/serials": "q={serials}",
}


def test_few_queries_however_many_rows(schema):
    """Ten of everything and twenty of everything cost alike."""
    counts: list[dict[str, int]] = []
    w = World(n=3, each_t=200, listed_t=50)
    Reductions().verifying()
    for _ in range(2):
        for _ in range(5):
            put_into(draft_project(company()), "submitted", "public_notice", "validation")
            accredited_body()
            make_batch(dict.fromkeys(w.accounts, 10))
            to_trading(w.accounts[0], w.batch, 1)
            holds.freeze(
                actor=CHECKER, batch=w.batch, account=w.accounts[0], quantity_t=1, document="一号",
                reference=ref(), reason="司法协助", kind="judicial",
            )  # fmt: skip
        seal()
        user, _ = member_of(*w.accounts)
        callers = [browser(user), browser(make_staff(Role.MAKER)), program(["BJ"])]
        counts.append({})
        for path, method, _ in operations(schema):
            if method != "get":
                continue
            query = QUERY.get(path, "").format(
                size=selectors.latest_checkpoint().size,
                entry=Entry.objects.first().id,
                serials=Batch.objects.first().serial(1, 100),
            )
            address = f"{filled(path)}?{query}"
            for n, client in enumerate(callers):
                with CaptureQueriesContext(connection) as queries:
                    response = client.get(address)
                expected = (
                    (200, 404)
                    if (PRIVATE.search(path) and n != 1) or "organisations" in path
                    else (200,)
                )
                assert response.status_code in expected, (path, response.content)
                assert len(queries) <= QUERIES, (path, [q["sql"][:120] for q in queries])
                counts[-1][f"{n} {path}"] = len(queries)
    assert counts[0].keys() == counts[1].keys()
    grown = {k: (counts[0][k], counts[1][k]) for k in counts[0] if counts[1][k] > counts[0][k]}
    assert grown == {}


@pytest.mark.parametrize(
    "path", ["/", "/serials/", "/evidence/", "/accounts/login/", "/healthz", "/api/v1/programmes",
             "/api/v1/docs/", "/admin/"]
)  # fmt: skip
def test_what_a_page_may_load(client: Client, path: str):
    policy = client.get(path)["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    for name in ("script-src", "style-src", "connect-src", "font-src", "form-action"):
        assert rules[name] == "'self'"
    assert rules["img-src"] == "'self' data:"
    assert "unsafe" not in policy


def test_the_page_of_the_interface_asks_nobody_else(client: Client):
    page = client.get("/api/v1/docs/").content.decode()
    assert "drf_spectacular_sidecar" in page
    assert re.findall(r'(?:src|href)="(?!/)[^"]', page) == []
    assert "<script>" not in page
    assert "style=" not in page
    script = client.get("/api/v1/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "validatorUrl" in script.content.decode()


def test_words_of_forms_stay_djangos_own():
    """The interface's library brings a translation of the same sentences."""
    with translation.override("zh-hans"):
        assert translation.gettext("Enter a valid email address.") == "输入一个有效的 Email 地址。"
        assert translation.gettext("A valid integer is required.") == "请填写合法的整数值。"
