"""A case on its way: each of its steps is taken once, on its day of the story, whatever else has been
done in the case since. A step is known again by its name, its reason and who took it."""

from __future__ import annotations

from typing import Any

from core import clock
from demo.days import business_day
from demo.story.seconded import CHECKED
from demo.world import World, reference
from governance.audit.approvals.models import Approval, Status
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.proposing import propose
from governance.identity.actor import Actor
from registry.casework.approvals import approval_code, step_payload
from registry.casework.kinds import kind_of
from registry.casework.models import Comment, Event
from registry.casework.services.notices import comment, running_notice
from registry.casework.services.taking import take


class Way:
    """``day`` of each method counts back from the last day of the story."""

    def __init__(self, world: World, case: Any) -> None:
        self.world, self.case = world, case
        taken = Event.objects.filter(case_id=case.pk)
        self._taken = set(taken.values_list("step", "reason", "actor_id"))

    def take(self, day: int, actor: Actor, step: str, reason: str, **data: Any) -> Any:
        """Take the step, unless it was taken; the case as it is then."""
        if (step, reason, actor.user_id) not in self._taken:
            with business_day(self.world.days.before(day)):
                self.case = take(
                    actor=actor, case=self.case.pk, step=step, reason=reason, data=data
                )
        return self.case

    def ask(self, day: int, step: str, reason: str, **data: Any) -> Approval:
        """The bureau's 经办 proposes a step that takes two persons."""
        maker = self.world.staff("maker", self.case.programme_id)
        kind = kind_of(self.case)
        key = reference("办件", kind.code, step, self.case.number)
        known = Approval.objects.filter(maker_id=maker.user_id, key=key).first()
        if known is not None:
            return known
        with business_day(self.world.days.before(day)):
            return propose(
                actor=maker,
                kind=approval_code(kind, kind.step(step)),
                payload=step_payload(self.case, data),
                reason=reason,
                key=key,
            )

    def second(self, day: int, step: str, reason: str, **data: Any) -> Any:
        """Propose a step on ``day``; the approver approves it the day after."""
        asked = self.ask(day, step, reason, **data)
        if asked.status == Status.PENDING:
            approver = self.world.staff("approver", self.case.programme_id)
            with business_day(self.world.days.before(day - 1)):
                approve(actor=approver, approval=asked.uuid, reason=CHECKED)
        self.case = type(self.case).objects.get(pk=self.case.pk)
        return self.case

    def remark(self, day: int, name: str, text: str) -> Comment:
        """Somebody comments on the running notice."""
        known = Comment.objects.filter(notice__case_id=self.case.pk, text=text).first()
        if known is not None:
            return known
        with business_day(self.world.days.before(day)):
            notice = running_notice(self.case)
            assert notice is not None, f"no notice on {clock.today()}: {self.case}"
            return comment(notice=notice.uuid, name=name, contact="shili@example.com", text=text)
