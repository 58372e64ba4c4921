"""Handing over to another key: announced by the old one, old checkpoints stay valid."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from pytest_django import Settings

from core.errors import CodedError
from governance.audit.evidence import bundles, checkpoints, notes, records, selectors
from governance.audit.evidence.errors import EvidenceCode
from governance.audit.evidence.models import Key
from governance.audit.evidence.services import keys
from governance.audit.evidence.services.sealing import seal
from governance.identity.errors import IdentityCode
from governance.identity.roles import Role
from registry.ledger.models import Entry
from registry.ledger.verify import verify
from tests.governance.people import make_actor, make_staff
from tests.registry.ledger.world import make_account

WHY = "按年更换"


@pytest.fixture
def old(db: None) -> notes.SignerKey:
    make_account()
    seal()
    return notes.SignerKey.parse(django_settings.EVIDENCE_KEY)


def test_hand_over(old: notes.SignerKey, settings: Settings):
    before = selectors.latest_checkpoint()
    assert before is not None
    new = notes.SignerKey.generate(old.name)
    row = keys.rotate(actor=make_actor(Role.SYSTEM_ADMIN), reason=WHY, new=new)
    assert row.reason == WHY
    text = notes.opened(row.rotation or "", old.verifier)
    point = checkpoints.Checkpoint(old.name, before.size, bytes(before.root))
    assert text == f"{records.ROTATION}\n{old.verifier}\n{new.verifier}\n{point.text}"
    make_account("CD")
    with pytest.raises(CodedError) as refused:
        seal()
    assert refused.value.kind is EvidenceCode.KEY_NOT_CURRENT
    settings.EVIDENCE_KEY = new.as_text()
    seal()
    after = selectors.latest_checkpoint()
    assert after is not None
    assert after.key_id == new.verifier.id
    checkpoints.opened(before.note, old.verifier)
    checkpoints.opened(after.note, new.verifier)
    assert [(hand.key.id, hand.until) for hand in selectors.key_history()] == [
        (new.verifier.id, None),
        (old.verifier.id, row.since),
    ]
    assert verify().ok
    bundle = selectors.proof_of("ledger", Entry.objects.latest("id").id)
    bundles.check(bundle, new.verifier)
    with pytest.raises(bundles.BundleError):
        bundles.check(bundle, old.verifier)


@pytest.mark.parametrize("role", [Role.AUDIT_ADMIN, Role.MAKER])
def test_only_the_system_administrator(old: notes.SignerKey, role: Role):
    with pytest.raises(CodedError) as refused:
        keys.rotate(actor=make_actor(role), reason=WHY, new=notes.SignerKey.generate(old.name))
    assert refused.value.kind is IdentityCode.FORBIDDEN
    assert Key.objects.count() == 1


def test_a_reason_is_needed(old: notes.SignerKey):
    with pytest.raises(CodedError) as refused:
        keys.rotate(
            actor=make_actor(Role.SYSTEM_ADMIN), reason=" ", new=notes.SignerKey.generate(old.name)
        )
    assert refused.value.kind is IdentityCode.REASON_MISSING
    assert Key.objects.count() == 1


def test_the_command(old: notes.SignerKey, tmp_path: Path, settings: Settings):
    path = tmp_path / "new"
    user = make_staff(Role.SYSTEM_ADMIN)
    arguments = ("rotate_checkpoint_key", "--new-key", str(path), "--reason", WHY)
    with pytest.raises(CommandError, match="--as"):
        call_command(*arguments)
    assert not path.exists()
    out = io.StringIO()
    call_command(*arguments, "--as", user.username, stdout=out)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key = notes.SignerKey.parse(path.read_text())
    assert str(key.verifier) in out.getvalue()
    assert key.as_text() not in out.getvalue()
    settings.EVIDENCE_KEY = key.as_text()
    with pytest.raises(CommandError, match="key_exists"):
        call_command(*arguments, "--as", user.username)
    assert Key.objects.count() == 2


def test_a_refused_rotation_leaves_no_file(old: notes.SignerKey, tmp_path: Path):
    path, user = tmp_path / "new", make_staff(Role.SYSTEM_ADMIN)
    with pytest.raises(CommandError, match="reason_missing"):
        call_command("rotate_checkpoint_key", "--new-key", str(path), "--as", user.username)
    assert not path.exists()


def test_the_first_key(db: None, tmp_path: Path, settings: Settings):
    settings.EVIDENCE_KEY = ""
    path = tmp_path / "first"
    with pytest.raises(CommandError, match="--name"):
        call_command("rotate_checkpoint_key", "--new-key", str(path))
    call_command(
        "rotate_checkpoint_key",
        "--new-key",
        str(path),
        "--name",
        "a.example/log",
        stdout=io.StringIO(),
    )
    settings.EVIDENCE_KEY = path.read_text()
    make_account()
    assert seal().signed
