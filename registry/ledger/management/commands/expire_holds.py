"""``manage.py expire_holds --as USERNAME``: end every hold whose expiry day has passed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.models import User
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from registry.ledger.models import Hold
from registry.ledger.services import holds


class Command(BaseCommand):
    help = (
        "解除已过到期日的冻结和预留；每日运行，可重复运行。/ "
        "Ends the holds whose expiry day has passed; daily, and harmless to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as",
            dest="username",
            required=True,
            metavar="USERNAME",
            help="以哪位运行人员的名义 / the operator in whose name it is done",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        actor = _operator(options["username"])
        ended = failed = 0
        for hold in _due():
            try:
                reply = _end(actor, hold)
            except CodedError as error:
                failed += 1
                self.stderr.write(f"{hold.id} 号未解除 / not ended: {error.code}: {error.zh}")
            else:
                ended += 1
                self.stdout.write(_told(hold, reply["quantity_t"]))
        self.stdout.write(f"已解除 {ended} 项，未解除 {failed} 项。/ {ended} ended, {failed} not.")
        if failed:
            raise CommandError("有到期的冻结或预留未能解除 / some could not be ended")


def _operator(username: str) -> Actor:
    user = User.objects.filter(username=username).first()
    actor = actor_of(user) if user is not None else None
    if actor is None or not actor.may(Role.OPERATOR):
        raise CommandError(
            f"{username} 不是有效的运行人员（角色 {Role.OPERATOR.zh}）。/ "
            f"{username} is no user with the role {Role.OPERATOR}."
        )
    return actor


def _due() -> list[Hold]:
    """Last in the queue first: an expired freeze that only waits must not catch what another frees."""
    expired = Hold.objects.filter(status=Hold.Status.OPEN, expires_on__lt=clock.today())
    return list(expired.select_related("account", "batch").order_by("account", "batch", "-rank"))


def _end(actor: Actor, hold: Hold) -> dict[str, Any]:
    return holds.expire(
        actor=actor,
        hold=hold.id,
        reason=f"到期日 {hold.expires_on} 已过，自动解除",
        reference=f"expire-{hold.id}",
    )


def _told(hold: Hold, quantity_t: int) -> str:
    kind = Hold.Kind(hold.kind).label
    return (
        f"{hold.id} 号{kind}（{hold.document}）：账户 {hold.account.number}，批次 {hold.batch.code}，"
        f"{quantity_t} 吨，到期日 {hold.expires_on}"
    )
