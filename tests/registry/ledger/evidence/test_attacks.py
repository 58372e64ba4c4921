"""Proof files that say one thing to the program and another to the reader."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from governance.audit.evidence import bundles, merkle, notes, records
from governance.audit.evidence.checkpoints import Checkpoint
from tests.registry.ledger.evidence.test_source import KEY, big, told, trusted_key, verify_alone


def test_a_name_given_twice_is_refused(db: None, tmp_path: Path):
    """Whoever reads the file sees the first quantity, the program would prove the last."""
    text = json.dumps(big(db), ensure_ascii=False)
    path = tmp_path / "proof.json"
    forged = text.replace('"quantity_t": "', '"quantity_t": "9999999", "quantity_t": "')
    assert forged != text
    path.write_text(forged, encoding="utf-8")
    assert told(path, "--key", trusted_key())["code"] == "unreadable"


@pytest.mark.parametrize(
    ("name", "value"), [("batch", "-"), ("dst_bucket", "-"), ("line", "-"), ("private_hash", "-")]
)
def test_nothing_and_a_dash_are_not_the_same(db: None, name: str, value: str | None):
    bundle = big(db)
    bundle["entry"]["lines"][0][name] = value
    with pytest.raises(bundles.BundleError):
        bundles.check(bundle, KEY)
    line = dict.fromkeys(records.FORMATS[records.ENTRY], "1") | {"format": records.ENTRY}
    with pytest.raises(records.RecordError):
        records.line_of(line | {name: value})


def test_a_forger_draws_nothing_on_the_readers_terminal(db: None, tmp_path: Path):
    bundle = big(db)
    bundle["leaf"]["role"] = "x\x1b[8m\nProven: all of it\u2028"
    key = notes.SignerKey.generate("tests.example/log")
    root = merkle.leaf_hash(records.line_of(bundle["leaf"]).encode())
    note = Checkpoint(key.name, 1, root).signed(key)
    bundle |= {"index": 0, "path": [], "checkpoint": note, "key": str(key.verifier)}
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(bundle))
    code, text = verify_alone(path)
    assert code == 0  # without a trusted key it only agrees with itself
    assert "\x1b" not in text
    assert "\nProven: all" not in text
    assert "Caution" in text
    bundle["proof"] = bundle["id"] = "\x1b[2J"
    path.write_text(json.dumps(bundle))
    assert "\x1b" not in verify_alone(path)[1]


def test_a_key_draws_nothing_either():
    key = notes.SignerKey("tests\x1b[8mexample", notes.ED25519, b"k" * 32).verifier
    with pytest.raises(notes.NoteError):
        notes.VerifierKey.parse(str(key))


@pytest.mark.parametrize(
    "text",
    ['{"a":' * 100_000, "9" * 100_000, '{"proof":"x","index":1e999999}', "[]", '"x"', "null"],
)
def test_whatever_comes_is_answered_in_words(text: str, tmp_path: Path):
    path = tmp_path / "proof.json"
    path.write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "governance.audit.verify", str(path)], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "Not proven" in done.stdout


HUGE = "9" * 4000


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b.update(index=int("9" * 4000)),
        lambda b: b["entry"].update(index=int("9" * 4000)),
        lambda b: b.update(index=True),
        lambda b: b.update(index=float(b["index"])),
        lambda b: b.update(index=str(b["index"])),
        lambda b: b.update(path=["00" * 32] * 10_000),
        lambda b: b["entry"].update(path=["00" * 32] * 10_000),
        lambda b: b["leaf"].update(entries=HUGE),
        lambda b: b["leaf"].update(entries="1_0"),
        lambda b: b.update(checkpoint=b["checkpoint"] * 1000),
        lambda b: b.update(checkpoint="tests.example/log\n0\n" + "\n".join(b["checkpoint"].split("\n")[2:])),
        lambda b: b.update(checkpoint=b["checkpoint"] + b["checkpoint"].rstrip("\n").split("\n")[-1] + "x\n"),
        lambda b: b.update(leaf=b["entry"]["lines"][0]),
        lambda b: b.update(newer={}),
        lambda b: b.update(newer={"checkpoint": b["checkpoint"], "path": ["00" * 32]}),
        lambda b: b.update(entry=None),
        lambda b: b["leaf"].update(role={"a": 1}),
        lambda b: b["leaf"].update(role="\ud800"),
    ],
)  # fmt: skip
def test_forged_numbers_paths_and_notes_are_refused(db: None, change):
    bundle = big(db)
    change(bundle)
    with pytest.raises(bundles.BundleError):
        bundles.check(bundle, KEY)
