"""Every worked example of the shared folder comes out, by the command as it is typed."""

from __future__ import annotations

import json
import os
import re
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.databases import ROOT

FOLDER = Path(os.environ.get("SHARED_FOLDER", ROOT.parent / "shared")) / "vectors"


def vectors() -> list[dict[str, Any]]:
    """Each vector, and each ``also`` of one as a vector of its own."""
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        for vector in json.loads(path.read_text(encoding="utf-8")):
            found.append(vector)
            if also := vector.get("also"):
                changed = {k: v for k, v in also.items() if k in vector["inputs"]}
                rest = {k: v for k, v in also.items() if k not in changed}
                inputs = vector["inputs"] | changed
                found.append(vector | rest | {"id": vector["id"] + "-also", "inputs": inputs})
    return found


def calculated(methodology: str, inputs: dict[str, Any], folder: Path) -> dict[str, Any]:
    path, out = folder / "inputs.json", StringIO()
    path.write_text(json.dumps(inputs), encoding="utf-8")
    call_command("methodology", "calculate", methodology, str(path), "--json", stdout=out)
    result: dict[str, Any] = json.loads(out.getvalue().splitlines()[-1])
    return result


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no vectors at {FOLDER} (SHARED_FOLDER)")
@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["id"])
def test_vector(vector: dict[str, Any], tmp_path: Path) -> None:
    found = calculated(vector["methodology"], vector["inputs"], tmp_path)
    asserted = 0
    if "exact" in vector:
        wanted = re.match(r"(\S+)(?: (\S+))?", vector["exact"])
        assert wanted
        assert Decimal(found["exact"]) == Decimal(wanted.group(1))
        assert found["unit"] == (wanted.group(2) or "tCO2e")
        assert not found["approximate"]
        asserted += 1
    if "issued" in vector:
        assert found["issued_t"] == vector["issued"]
        asserted += 1
    if "annual" in vector.get("published", {}):
        assert f"{found['issued_t']} tCO2e" == vector["published"]["annual"]
        asserted += 1
    if "ten_years" in vector.get("published", {}):
        amount, unit = vector["inputs"]["EG_net"].split(" ")
        ten = vector["inputs"] | {"EG_net": f"{int(amount) * 10} {unit}"}
        summed = calculated(vector["methodology"], ten, tmp_path)
        assert f"{summed['issued_t']} tCO2e" == vector["published"]["ten_years"]
    assert asserted
