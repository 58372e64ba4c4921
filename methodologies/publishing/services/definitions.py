"""The definition (公式文件): taken in, proved by its worked examples, confirmed by the compiler."""

from __future__ import annotations

import hashlib

from core import clock
from core.errors import CodedError
from methodologies.definition import Definition
from methodologies.engine import open_methodology
from methodologies.proving import prove
from methodologies.publishing.errors import PublishingCode
from methodologies.publishing.models import MethodologyVersion
from methodologies.publishing.selectors.factors import factors
from methodologies.publishing.selectors.plans import plan_of
from registry.casework.kinds import Taking

SAMPLES = "SAMPLE-"


def upload(taking: Taking) -> None:
    """Take ``data["definition"]`` (the file's text). What the engine refuses is refused here, with line
    and symbol. Another text than before undoes proof and confirmation."""
    version, text = taking.case, str(taking.data["definition"])
    checked = open_methodology(text.encode()).checked
    _require_match(version, checked.definition)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    taking.detail |= {
        "sha256": sha256,
        "before": version.definition_sha256,
        "warnings": list(checked.warnings),
    }
    if sha256 != version.definition_sha256:
        version.definition, version.definition_sha256 = text, sha256
        version.proved_at = version.confirmed_at = None
        version.confirmed_by = ""


def require_own(version: MethodologyVersion) -> None:
    """Raises ``definition_missing``, ``definition_of_other``."""
    _require_match(version, plan_of(version).checked.definition)


def _require_match(version: MethodologyVersion, found: Definition) -> None:
    """The file names this methodology, this version and this programme."""
    programme = version.programme_id
    for what, what_en, has, wanted in (
        ("代码", "the code", found.code, version.methodology.code),
        ("版本", "the version", found.version, version.version_code),
        ("产品类别", "the class", found.product_class, version.methodology.product_class),
    ):
        if has != wanted:
            raise _of_other(what, what_en, has, wanted)
    if found.programmes and programme not in found.programmes:
        raise _of_other("机制", "programmes", "、".join(found.programmes), programme)


def _of_other(what: str, what_en: str, found: str, wanted: str) -> CodedError:
    return CodedError(
        PublishingCode.DEFINITION_OF_OTHER, what=what, what_en=what_en, found=found, wanted=wanted
    )


def run_checks(taking: Taking) -> None:
    """Dimensions, and every worked example exactly; what came out stands in the record."""
    version = taking.case
    require_own(version)
    taking.detail |= _proof(version)
    version.proved_at = clock.now()


def _proof(version: MethodologyVersion) -> dict[str, object]:
    plan, tables = plan_of(version), factors()
    return {
        "sha256": version.definition_sha256,
        "factors_sha256": tables.sha256,
        "equations": len(plan.checked.definition.equations),
        "warnings": list(plan.checked.warnings),
        "examples": [
            {"name": e.name, "exact": e.exact, "unit": e.unit, "issued_t": e.issued_t}
            for e in prove(plan, tables)
        ],
    }


def check_confirm(taking: Taking) -> None:
    version = taking.case
    if version.proved_at is None:
        raise CodedError(PublishingCode.NOT_PROVED, case=str(version))
    if taking.data.get("sha256") != version.definition_sha256:
        raise CodedError(PublishingCode.DEFINITION_CHANGED)


def confirm(taking: Taking) -> None:
    taking.case.confirmed_at, taking.case.confirmed_by = clock.now(), taking.actor.name
    taking.detail["sha256"] = taking.case.definition_sha256


def require_confirmed(version: MethodologyVersion) -> None:
    """Raises ``definition_missing``, ``not_proved``, ``not_confirmed``."""
    if not version.definition:
        raise CodedError(PublishingCode.DEFINITION_MISSING, case=str(version))
    if version.proved_at is None:
        raise CodedError(PublishingCode.NOT_PROVED, case=str(version))
    if version.confirmed_at is None:
        raise CodedError(
            PublishingCode.NOT_CONFIRMED,
            case=str(version),
            sha256=version.definition_sha256[:12],
        )


def require_read(version: MethodologyVersion) -> None:
    """A file whose official text nobody here read (``unread``) is not laid open, and a sample only under
    a code that says so: ``SAMPLE-``. Raises ``definition_unread``, ``sample_unnamed``."""
    status, code = plan_of(version).checked.definition.status, version.methodology.code
    if status == "unread":
        raise CodedError(PublishingCode.DEFINITION_UNREAD, case=str(version))
    if status == "sample" and not code.startswith(SAMPLES):
        raise CodedError(PublishingCode.SAMPLE_UNNAMED, case=str(version), methodology=code)


def require_sound(version: MethodologyVersion) -> None:
    """Proved, confirmed, read at its source, and the examples still compute today, with today's engine
    and factors."""
    require_confirmed(version)
    require_own(version)
    require_read(version)
    _proof(version)
