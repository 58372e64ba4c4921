"""``manage.py serial SERIAL``: who holds a serial or printed block, and how it got there."""

from __future__ import annotations

import dataclasses
from argparse import ArgumentParser
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from core.clock import SHANGHAI
from core.errors import CodedError
from governance.identity.roles import ROLE_NAMES
from registry.ledger.models import Batch, Hold
from registry.ledger.selectors.serial_facts import Party, Present, SerialHistory, Step
from registry.ledger.selectors.serial_history import serial_history


class Command(BaseCommand):
    help = (
        "查询序列号：现持有人、状态和全部历史。/ "
        "Who holds a serial or a printed block, its status and whole history."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("serial", metavar="SERIAL", help="序列号或序列号段 / serial or block")
        parser.add_argument("--json", action="store_true", help="机器可读 / for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            history = serial_history(options["serial"])
        except CodedError as error:
            raise CommandError(f"{error.code}: {error.zh} / {error.en}") from None
        if options["json"]:
            self.stdout.write(as_json(history))
        else:
            self.stdout.write("\n".join(as_text(history)))


def as_json(history: SerialHistory) -> str:
    batch = history.batch
    facts = dataclasses.asdict(history) | {
        "batch": {
            "code": batch.code,
            "quantity_t": batch.quantity_t,
            "period_from": batch.period_from,
            "period_to": batch.period_to,
            "external_code": batch.external_code,
        }
    }
    return orjson.dumps(facts, default=str).decode()


def as_text(history: SerialHistory) -> list[str]:
    lines = [f"序列号  {history.serials}（{history.quantity_t} 吨）", *_batch(history.batch)]
    for present in history.present:
        lines += ["", *_present(present)]
        lines += [line for step in present.steps for line in _step(step)]
    if history.more:
        lines += ["", f"…… 其余号段未列出，请缩小范围。/ only {len(history.present)} blocks listed"]
    return lines


def _batch(batch: Batch) -> list[str]:
    period = f"{batch.period_from or '—'} 至 {batch.period_to or '—'}"
    lines = [
        f"批次    {batch.code}，共 {batch.quantity_t} 吨",
        f"来源    机制 {batch.programme}，方法学 {batch.methodology}，项目 {batch.project}，"
        f"年份 {batch.vintage}，监测期 {period}",
    ]
    return lines + ([f"原编码  {batch.external_code}"] if batch.external_code else [])


def _present(present: Present) -> list[str]:
    lines = [
        f"现状    {present.serials}（{present.quantity_t} 吨）",
        f"        {_party(present.party)}，{present.bucket.label}",
    ]
    if hold := present.hold:
        until = f"，至 {hold.expires_on}" if hold.expires_on else ""
        kind = Hold.Kind(hold.kind).label
        lines.append(f"        {kind} {hold.id} 号，文书 {hold.document}{until}")
    return [*lines, "历史"]


def _step(step: Step) -> list[str]:
    price = f"，{step.price_cny} 元/吨" if step.price_cny is not None else ""
    reference = f"{step.numbered_by} {step.reference}"
    at = f"{step.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return [
        f"  {step.on_date}  {step.act.label}{price}  分录 {step.entry}（{reference}）",
        f"    {step.serials}",
        f"    {_party(step.source)} {step.source_bucket.label} → "
        f"{_party(step.destination)} {step.destination_bucket.label}",
        f"    {step.actor_name}（{_role(step.actor_role)}）{at}：{step.reason}",
    ]


def _role(code: str) -> str:
    return next((name for role, name in ROLE_NAMES.items() if role == code), code)


def _party(party: Party) -> str:
    return f"{party.number} {party.holder}"
