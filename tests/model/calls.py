"""One call of an act, the same for the model and for the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from governance.identity.actor import Actor


@dataclass(frozen=True)
class Call:
    """``args`` as the service takes them; ``reference`` is None for a batch, whose trades have
    their own. A single trade's arguments are the fields of ``Trade`` and ``on``."""

    act: str
    args: dict[str, Any]
    actor: Actor
    reference: str | None
    key: str | None = None
    reason: str = "模型比对"

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value}" for name, value in self.args.items())
        who = "/".join(sorted(self.actor.roles)) + f"@{self.actor.source}"
        return f"{self.act}({said}) by {who}, reference {self.reference!r}, key {self.key!r}"

    @property
    def body(self) -> tuple[str, ...]:
        """What an idempotency key stands for: the act and all its arguments, as they were sent."""
        return (
            self.act,
            repr(self.reference),
            *(f"{k}={self.args[k]!r}" for k in sorted(self.args)),
        )

    @property
    def full_key(self) -> tuple[str, Any]:
        """Without a key of the caller's, the reference and the body stand for one."""
        return self.actor.source, self.key or (self.reference, self.body)


def content_of(call: Call) -> Any:
    """What a reference stands for: the act and what it does, however it was spelled."""
    args = dict(call.args)
    if args.get("serials") is not None and args.get("quantity_t") is None:
        first, last = args["serials"]
        args["quantity_t"] = last - first + 1
    return call.act, tuple(sorted(args.items(), key=lambda item: item[0]))
