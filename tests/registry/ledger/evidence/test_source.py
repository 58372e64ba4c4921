"""The ledger's leaves: SQL and Python make the same bytes, proofs lead to the checkpoint."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.audit.evidence import bundles, merkle, notes, records, selectors
from governance.audit.evidence.models import Leaf
from governance.audit.evidence.services.sealing import seal
from governance.audit.evidence.sources import Sealable
from registry.ledger.evidence import lines
from registry.ledger.evidence.source import entry_hashes, entry_lines
from registry.ledger.models import Entry, Move, Request
from tests.governance.audit.evidence.sealed import told, trusted_key, verify_alone
from tests.registry.ledger.verify.story import told as story_told
from tests.registry.ledger.world import CHECKER, World, make_account, ref

SALT = b"0123456789abcdef"
KEY = notes.VerifierKey.parse(trusted_key())


@pytest.fixture
def story(db: None) -> None:
    story_told()
    seal()


def test_both_ways_make_the_same_hash_for_every_entry(story: None):
    for request in Request.objects.all():
        in_sql = entry_hashes([Sealable(request.id, SALT)])[request.id]
        in_python = []
        for entry in Entry.objects.filter(request=request).order_by("id"):
            lines = entry_lines(entry.id, SALT)
            hashed = [merkle.leaf_hash(records.line_of(line).encode()) for line in lines]
            in_python.append(merkle.root_of(hashed))
        assert in_sql == in_python
    assert Entry.objects.filter(moves__line=2).exists()
    assert Entry.objects.filter(moves=None).exists()


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_reference_is_encoded_alike(db: None, text: str):
    free = next(field for field in lines.PRIVATE_ENTRY if field.name == "reference")
    with connection.cursor() as cursor:
        query = f"SELECT concat_ws(' ', {free.encoded}) FROM (SELECT %s AS reference) e"
        cursor.execute(query, [text])
        assert cursor.fetchone()[0] == records.encoded(text)


def test_every_entry_is_proven(story: None):
    for entry in Entry.objects.all():
        proven = bundles.check(selectors.proof_of("ledger", entry.id), KEY)
        assert proven.records[0]["entry"] == str(entry.id)
        assert len(proven.records) == max(1, Move.objects.filter(entry=entry).count())


def test_unknown_or_unsealed_has_no_proof(story: None):
    account = make_account()
    new = Entry.objects.latest("id")
    assert new.detail["account"] == account.id
    assert selectors.proof_of("ledger", new.id) is None
    assert selectors.proof_of("ledger", new.id + 1000) is None
    assert selectors.proof_of("nothing", 1) is None
    seal()
    assert selectors.proof_of("ledger", new.id) is not None


def test_no_person_is_in_a_proof(story: None):
    for request in Request.objects.all():
        entry = Entry.objects.filter(request=request).first()
        if entry is None:
            continue
        text = json.dumps(selectors.proof_of("ledger", entry.id), ensure_ascii=False)
        assert request.actor_name not in text
        assert request.reason not in text
        assert request.ip not in text
        leaf = Leaf.objects.get(source="ledger", source_id=request.id)
        assert bytes(leaf.salt).hex() not in text


def test_who_holds_how_much_at_what_price_is_in_no_proof(story: None):
    """Proofs are public and their addresses can be counted through: disclosure/parties.py says what
    may stand in them."""
    assert Entry.objects.exclude(price_cny=None).exists()
    for entry in Entry.objects.all():
        bundle = selectors.proof_of("ledger", entry.id)
        assert bundle is not None
        for line in bundle["entry"]["lines"]:
            assert set(line) == {
                *("format", "entry", "request", "act", "on_date", "quantity_t", "line", "batch"),
                *("first", "last", "src_bucket", "dst_bucket", "private_hash"),
            }
        text = json.dumps(bundle, ensure_ascii=False)
        assert entry.reference not in text
        assert bytes(entry.content).hex() not in text


def big(db: None) -> dict[str, Any]:
    world = World(n=2, each_t=10)
    from registry.ledger.services import units

    a, b = world.accounts
    units.transfer(
        actor=CHECKER, batch=world.batch, source=a, destination=b, quantity_t=3,
        reason="测试", reference=ref(),
    )  # fmt: skip
    seal()
    bundle = selectors.proof_of("ledger", Entry.objects.latest("id").id)
    assert bundle is not None
    return bundle


CHANGES = {
    "quantity": lambda b: b["entry"]["lines"][0].update(quantity_t="4"),
    "what is private": lambda b: b["entry"]["lines"][0].update(private_hash="00" * 32),
    "a hidden field": lambda b: b["entry"]["lines"][0].pop("private_hash"),
    "a new field": lambda b: b["entry"]["lines"][0].update(note="x"),
    "line twice": lambda b: b["entry"]["lines"].append(b["entry"]["lines"][0]),
    "no line": lambda b: b["entry"]["lines"].clear(),
    "time": lambda b: b["leaf"].update(at="2020-01-01T00:00:00.000000Z"),
    "root of entries": lambda b: b["leaf"].update(entries_root="00" * 32),
    "number of entries": lambda b: b["leaf"].update(entries="2"),
    "another request": lambda b: b["leaf"].update(request="1"),
    "another id": lambda b: b.update(id="1"),
    "index": lambda b: b.update(index=b["index"] - 1),
    "a negative index": lambda b: b.update(index=-1),
    "a short path": lambda b: b["path"].pop(),
    "a step of another size": lambda b: b["path"].append("00"),
    "no checkpoint": lambda b: b.pop("checkpoint"),
    "another checkpoint": lambda b: b.update(checkpoint=b["checkpoint"].replace("\n", "0\n", 2)),
    "another kind": lambda b: b.update(proof="x"),
    "nothing": lambda b: b.clear(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_proof_is_refused(db: None, change: str):
    bundle = big(db)
    bundles.check(bundle, KEY)
    forged = copy.deepcopy(bundle)
    CHANGES[change](forged)
    assert forged != bundle
    with pytest.raises(bundles.BundleError):
        bundles.check(forged, KEY)


def test_offline_without_django(db: None, tmp_path: Path):
    bundle = big(db)
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(bundle, ensure_ascii=False), encoding="utf-8")
    found = told(path, "--key", trusted_key())
    assert (found["ok"], found["key_given"], found["size"]) == (True, True, Leaf.objects.count())
    assert "caution" not in found
    (tmp_path / "key").write_text(trusted_key() + "\n")
    assert told(path, "--key", str(tmp_path / "key"))["ok"]
    code, text = verify_alone(path)
    assert code == 0
    assert "--key" in text
    assert "成立" in text
    other = str(notes.SignerKey.generate("tests.example/log").verifier)
    assert told(path, "--key", other)["code"] == "signature"
    assert told(path, "--key", "nonsense")["code"] == "key"
    bundle["entry"]["lines"][0]["quantity_t"] = "5"
    path.write_text(json.dumps(bundle))
    assert told(path, "--key", trusted_key())["code"] == "entry_inclusion"
    code, text = verify_alone(path)
    assert code == 1
    assert "不成立" in text
    path.write_text("{")
    assert told(path)["code"] == "unreadable"


def test_a_forger_with_a_key_of_his_own_only_fools_who_trusts_the_file(db: None, tmp_path: Path):
    from governance.audit.evidence.checkpoints import Checkpoint

    bundle = big(db)
    bundle["leaf"]["role"] = "forged"
    key = notes.SignerKey.generate("tests.example/log")
    root = merkle.leaf_hash(records.line_of(bundle["leaf"]).encode())
    note = Checkpoint(key.name, 1, root).signed(key)
    bundle |= {"index": 0, "path": [], "checkpoint": note, "key": str(key.verifier)}
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(bundle))
    assert "caution" in told(path)
    assert not told(path, "--key", trusted_key())["ok"]


def test_a_newer_checkpoint_must_go_on_from_the_older(db: None, tmp_path: Path):
    bundle = big(db)
    old = selectors.latest_checkpoint()
    make_account()
    seal()
    new = selectors.latest_checkpoint()
    assert old is not None
    assert new is not None
    assert new.size == old.size + 1
    bundle["newer"] = {"checkpoint": new.note, "path": selectors.consistency(old.size, new.size)}
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(bundle))
    assert told(path, "--key", trusted_key())["newer_size"] == new.size
    bundle["newer"]["path"][0] = "00" * 32
    path.write_text(json.dumps(bundle))
    assert told(path, "--key", trusted_key())["code"] == "consistency"
