"""Who may do what in the model, and what is asked of every act: a right, a reason, a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.model.calls import Call

if TYPE_CHECKING:
    from tests.model.naive import Faults, Naive

# A holder only with its own account.
MAY: dict[str, set[str]] = {
    "open_account": {"checker", "approver", "operator"},
    "suspend_account": {"checker", "approver"},
    "resume_account": {"checker", "approver"},
    "close_account": {"checker", "approver"},
    "issue": {"approver", "operator"},
    "transfer": {"checker", "approver"},
    "deposit": {"exchange", "holder"},
    "withdraw": {"exchange", "holder"},
    "settle": {"exchange"},
    "settle_batch": {"exchange"},
    "undo_trade": {"exchange"},
    "reserve": {"exchange", "holder"},
    "release": {"exchange", "holder"},
    "freeze": {"checker", "approver"},
    "unfreeze": {"checker", "approver"},
    "renew": {"checker", "approver"},
    "expire": {"operator"},
    "execute": {"checker", "approver"},
    "retire": {"holder", "operator"},
    "cancel": {"approver"},
    "cancel_frozen": {"approver"},
}

# Done only under an approval that another person proposed; an operator's command needs none.
FOUR_EYES = {
    *("open_account", "suspend_account", "resume_account", "close_account", "issue", "transfer"),
    *("freeze", "unfreeze", "renew", "execute", "cancel", "cancel_frozen"),
}


def common_faults(model: Naive, call: Call) -> Faults:
    """What is asked of every act: the right, a reason, a well-formed reference."""
    faults: Faults = {}
    if not _has_right(model, call):
        faults["forbidden"] = {}
    elif _alone(call):
        faults["second_person_needed"] = {}
    if not call.reason.strip():
        faults["reason_missing"] = {}
    if len(call.reason.strip()) > 500:
        faults["reason_too_long"] = {}
    text = call.reference
    if text is not None and not (1 <= len(text) <= 100 and text.isprintable()):
        faults["reference_invalid"] = {}
    return faults


def _alone(call: Call) -> bool:
    if call.act not in FOUR_EYES or "operator" in call.actor.roles:
        return False
    second = call.actor.seconding
    return second is None or second.maker_id == call.actor.user_id


def _has_right(model: Naive, call: Call) -> bool:
    account = subject(model, call)
    roles = set(call.actor.roles)
    if account not in call.actor.account_ids:
        roles -= {"holder"}
    limits = call.actor.programmes
    return bool(roles & MAY[call.act]) and (not limits or _programmes(model, call) <= limits)


def _programmes(model: Naive, call: Call) -> set[str]:
    """Those that the act is about, as far as it names things that are known."""
    account = subject(model, call)
    if account is not None:
        return {model.accounts[account].programme if account in model.accounts else "none"}
    trades = [model.trades[call.args["trade"]]] if call.args.get("trade") in model.trades else []
    batches = {t.batch for t in (*trades, *call.args.get("trades", ()))} | {call.args.get("batch")}
    named = {model.batches[b].programme for b in batches if b in model.batches}
    return named | ({call.args["programme"]} if "programme" in call.args else set())


def subject(model: Naive, call: Call) -> int | None:
    """The account acted on, which is the hold's where a hold is named."""
    if "hold" in call.args:
        hold = model.holds.get(call.args["hold"])
        return hold.account if hold else None
    return call.args.get("account", call.args.get("source"))
