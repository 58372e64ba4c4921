"""The evidence log in public: the page, proof files, checkpoints for programs."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from governance.audit.evidence import bundles, checkpoints, notes, selectors
from governance.audit.evidence.services import sealing
from governance.audit.evidence.services.sealing import seal
from registry.ledger.evidence import source
from registry.ledger.models import Entry, Request
from registry.ledger.services.settlement import Trade, settle_batch
from tests.governance.audit.evidence.sealed import told, trusted_key
from tests.registry.ledger.world import DAY, EXCHANGE, World, make_account


@pytest.fixture
def sealed(db: None) -> None:
    World(n=2)
    seal()
    make_account("CD")
    seal()


def test_the_page_before_anything_is_sealed(client: Client, db: None):
    page = client.get("/evidence/").content.decode()
    assert "还没有检查点" in page


def test_the_page(client: Client, sealed: None):
    page = client.get("/evidence/").content.decode()
    point = selectors.latest_checkpoint()
    assert point is not None
    assert point.note.split("\n")[2] in page
    assert trusted_key() in page
    for row in selectors.checkpoints():
        assert reverse("api:evidence-checkpoint", args=[row.size]) in page
    client.cookies["django_language"] = "en"
    assert "Evidence log" in client.get("/evidence/").content.decode()
    assert "/evidence/" in client.get("/").content.decode()


def test_many_checkpoints_have_pages(client: Client, db: None, monkeypatch: pytest.MonkeyPatch):
    World(n=25)
    monkeypatch.setattr(sealing, "STEP", 1)
    seal()
    oldest = f'"{reverse("api:evidence-checkpoint", args=[1])}"'
    assert oldest not in client.get("/evidence/").content.decode()
    assert oldest in client.get("/evidence/?page=99").content.decode()


def test_a_proof_file_to_keep(client: Client, sealed: None, tmp_path: Path):
    entry = Entry.objects.latest("id")
    answer = client.get(reverse("disclosure:evidence-proof", args=[entry.id]))
    assert f"ledger-{entry.id}.proof.json" in answer["Content-Disposition"]
    path = tmp_path / "proof.json"
    path.write_bytes(answer.content)
    found = told(path, "--key", trusted_key())
    assert found["records"][0]["entry"] == str(entry.id)
    same = client.get("/api/v1/evidence/proof", {"source": "ledger", "id": entry.id})
    assert same.json() == answer.json()
    for request in Request.objects.all():
        assert request.actor_name not in answer.content.decode()


@pytest.mark.parametrize("path", [
    "/evidence/proof/0.json", "/evidence/proof/999999999999999999.json", "/evidence/proof/x.json",
    "/evidence/proof/9999999999999999999999.json", "/api/v1/evidence/proof?id=%C2%B2",
    "/api/v1/evidence/proof?id=1&source=nothing", "/api/v1/evidence/proof",
    "/api/v1/evidence/checkpoints/999", "/api/v1/evidence/checkpoints/0",
    "/api/v1/evidence/checkpoints?before=x", "/api/v1/evidence/consistency?from=1&to=2",
    "/api/v1/evidence/consistency",
])  # fmt: skip
def test_what_is_not_there(client: Client, sealed: None, path: str):
    assert client.get(path).status_code == 404


def test_unsealed_is_said_in_words(client: Client, db: None):
    make_account()
    answer = client.get(reverse("disclosure:evidence-proof", args=[Entry.objects.latest("id").id]))
    assert answer.status_code == 404
    assert "尚未封存" in answer.json()["detail"]


def test_checkpoints_for_programs(client: Client, sealed: None, tmp_path: Path):
    found = client.get("/api/v1/evidence/checkpoints").json()
    new, old = found["checkpoints"]
    assert found["next_before"] is None
    assert [key["key"] for key in found["keys"]] == [trusted_key()]
    note = client.get(f"/api/v1/evidence/checkpoints/{old['size']}")
    assert note["Content-Type"].startswith("text/plain")
    assert note.content.decode() == old["note"]
    later = client.get("/api/v1/evidence/checkpoints", {"before": new["size"]}).json()
    assert [row["size"] for row in later["checkpoints"]] == [old["size"]]
    sizes = {"from": old["size"], "to": new["size"]}
    path = client.get("/api/v1/evidence/consistency", sizes).json()["path"]
    size = {"from": new["size"], "to": old["size"]}
    assert client.get("/api/v1/evidence/consistency", size).status_code == 404
    key = notes.VerifierKey.parse(trusted_key())
    points = [checkpoints.opened(row["note"], key) for row in (old, new)]
    bundles.check_consistency(*points, path)


def test_nothing_is_written(client: Client, sealed: None):
    for path in ("/evidence/", "/api/v1/evidence/checkpoints", "/api/v1/evidence/consistency"):
        assert client.post(path).status_code == 405


def test_an_unchanged_proof_is_not_made_again(client: Client, sealed: None, monkeypatch):
    entry = Entry.objects.latest("id")
    for path in (f"/evidence/proof/{entry.id}.json", f"/api/v1/evidence/proof?id={entry.id}"):
        first = client.get(path)
        assert first["Cache-Control"] == "public, max-age=60"
        with monkeypatch.context() as patch:
            patch.setattr(selectors, "proof_of", lambda *_: pytest.fail("made again"))
            again = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
    assert client.get(path, headers={"If-None-Match": "*"}).status_code == 200
    make_account()
    seal()
    newer = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert newer.status_code == 200
    assert newer["ETag"] != first["ETag"]


def test_what_never_changes_may_be_kept(client: Client, sealed: None):
    size = selectors.checkpoints()[0].size
    for path in (f"checkpoints/{size}", f"consistency?from={size}&to={size}"):
        assert "immutable" in client.get(f"/api/v1/evidence/{path}")["Cache-Control"]


def test_a_large_request_is_hashed_once(client: Client, db: None, monkeypatch):
    w = World(n=2, each_t=1000, listed_t=1000)
    trades = [
        Trade(f"成交-{n}", *w.accounts, w.batch, 1, Decimal("84.50")) for n in range(source.LARGE)
    ]
    settle_batch(actor=EXCHANGE, trades=trades, on=DAY, mode="atomic", reason="日终", key="日终-1")
    seal()
    settled = Entry.objects.filter(act="settle").order_by("id")
    made = []
    original = source.entry_hashes
    monkeypatch.setattr(source, "entry_hashes", lambda rows: made.append(rows) or original(rows))
    for entry in (settled[0], settled[7], settled[source.LARGE - 1]):
        found = client.get(f"/evidence/proof/{entry.id}.json").json()
        proven = bundles.check(found, notes.VerifierKey.parse(trusted_key()))
        assert proven.records[0]["entry"] == str(entry.id)
    assert len(made) == 1
