"""Editing what is applied for: fields, shares, claims elsewhere. All of them are steps."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from registry.casework.given import choice_given, refuse_field, text_given
from registry.casework.kinds import Taking
from registry.casework.services.files import add_files
from registry.projects.content import SHARES, content_of, differing
from registry.projects.models import ElsewhereClaim
from registry.projects.services.filling import fill, share_lines, share_out

CLAIM_FILES = "elsewhere"


def edit(taking: Taking) -> None:
    """Set the fields in ``data``; those not named stay. The record keeps before and after."""
    before = content_of(taking.case)
    fill(taking.case, taking.data)
    _tell_changes(taking, before)


def set_shares(taking: Taking) -> None:
    """Write ``data["shares"]`` anew: lines ``code percent``, or a list of such pairs."""
    before = content_of(taking.case)
    given = taking.data.get(SHARES) or []
    share_out(taking.case, share_lines(given) if isinstance(given, str) else given)
    _tell_changes(taking, before)


def _tell_changes(taking: Taking, before: dict[str, Any]) -> None:
    after = content_of(taking.case)
    taking.detail["changes"] = {
        name: [before[name], after[name]] for name in differing(before, after)
    }


def add_claim(taking: Taking) -> None:
    """Declare what the same project has from another scheme: ``scheme``, ``reference``,
    ``period_from``, ``period_to``, ``quantity``, ``unit``, and the document in ``uploads``."""
    data = taking.data
    claim = ElsewhereClaim(
        project=taking.case,
        scheme=choice_given(taking, "scheme", "机制", ElsewhereClaim.Scheme.values),
        reference=text_given(taking, "reference", "登记编号", 100),
        unit=choice_given(taking, "unit", "计量单位", ElsewhereClaim.Unit.values),
        declared_by=taking.actor.name,
    )
    for name in ("period_from", "period_to"):
        setattr(claim, name, _day(name, data.get(name)))
    if claim.period_to < claim.period_from:
        raise refuse_field("所涉期间止", "早于所涉期间起", "it is before the first day")
    claim.quantity = _quantity(data.get("quantity"))
    if data.get("uploads"):
        claim.document = add_files(taking, CLAIM_FILES, data["uploads"])[0]
    claim.save(force_insert=True)
    taking.detail["claim"] = [str(claim), str(claim.quantity), claim.unit]


def remove_claim(taking: Taking) -> None:
    """Take back the declaration ``data["claim"]`` (its number), made by mistake."""
    number = str(taking.data.get("claim") or "")
    found = taking.case.claims.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise refuse_field("申报", "请从列表中选择", "choose one from the list")
    taking.detail["claim"] = [str(found), str(found.quantity), found.unit]
    found.delete()


def _day(name: str, value: Any) -> Any:
    field: Any = ElsewhereClaim._meta.get_field(name)
    try:
        found = field.to_python(value or None)
    except ValidationError:
        raise refuse_field(str(field.verbose_name), "不是日期", "it is no date") from None
    if found is None:
        raise refuse_field(str(field.verbose_name), "没有填写", "it is empty")
    return found


def _quantity(value: Any) -> Decimal:
    try:
        found = Decimal(str(value))
        if found.is_finite() and 0 < found < 10**15 and found == found.quantize(Decimal("0.001")):
            return found
    except InvalidOperation:
        pass
    raise refuse_field(
        "数量", "应大于 0，小数不超过三位", "more than 0, with at most three decimals"
    )
