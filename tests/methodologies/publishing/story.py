"""A methodology on its way, for tests: brought by real steps to the state that a test wants."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine

from core import clock
from core.errors import CodedError
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.documents import Upload
from governance.audit.approvals.services.proposing import propose
from governance.identity.actor import Actor
from governance.identity.roles import Role
from governance.rulebook.models import RuleParameter
from methodologies.publishing.kind import METHODOLOGY
from methodologies.publishing.models import ExpertReview, MethodologyVersion
from methodologies.publishing.services.proposing import propose_methodology
from registry.casework.approvals import approval_code, step_payload
from registry.casework.models import Message, Notice
from registry.casework.services.taking import take
from tests.governance.people import make_actor
from tests.registry.casework.people import Company, company, picture

DEFINITION = """format = 1
[methodology]
code = "{code}"
version = "{version}"
name = "照明改造"
status = "official"
product_class = "资源节约"
result = "ER"

[parameter.saved]
name = "节电量"
unit = "MWh"
monitored = true
min = 0

[parameter.EF]
name = "电网排放因子"
unit = "tCO2/MWh"
default = "{factor}"

[[equation]]
symbol = "ER"
name = "减排量"
unit = "tCO2e"
formula = "saved * EF"

[[example]]
name = "一百兆瓦时"
issued_t = {issued}
inputs = {{ saved = "100 MWh", EF = "0.5 tCO2/MWh" }}
expect = {{ ER = "50 tCO2e" }}
"""
PDF = b"%PDF-1.7\n"
SCORES = {
    "additionality": 20, "accuracy": 21, "monitoring": 22, "applicability": 12, "wording": 8,
}  # fmt: skip


def definition(
    code: str = "BJ-02", version: str = "V01", *, factor: str = "0.5", issued: int = 50
) -> str:
    return DEFINITION.format(code=code, version=version, factor=factor, issued=issued)


def need_experts(least: int = 3, share: str = "0.6") -> None:
    """The numbers of R-EXPERT-01 for Beijing, whatever is shipped."""
    for name, value, type in (
        ("least_experts", str(least), "integer"),
        ("in_favour_share", share, "decimal"),
    ):
        RuleParameter.objects.create(
            rule="R-EXPERT-01", name=name, programme_id="BJ", value=value, type=type,
            legal_source="测试", effective_from=dt.date(2020, 1, 1),
        )  # fmt: skip


@dataclass
class Story:
    """``owner`` compiles, ``clerk`` and ``chief`` are the bureau; three experts are needed."""

    owner: Company = field(default_factory=lambda: company("绿光节能科技有限公司"))
    clerk: Actor = field(default_factory=lambda: make_actor(Role.MAKER, programme="BJ"))
    chief: Actor = field(default_factory=lambda: make_actor(Role.APPROVER, programme="BJ"))
    experts: list[Actor] = field(default_factory=list)
    version: MethodologyVersion = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        if not RuleParameter.objects.filter(rule="R-EXPERT-01", programme="BJ").exists():
            need_experts()
        self.experts = self.experts or [make_actor(Role.EXPERT, programme="BJ") for _ in range(3)]

    def propose(self, **given: Any) -> MethodologyVersion:
        about = {
            "code": "BJ-02", "version_code": "V01", "name_zh": "照明改造", "summary": "适用于照明改造。",
            "product_class": "资源节约", "programme": "BJ", "applicant": self.owner.organisation,
        }  # fmt: skip
        self.version = propose_methodology(actor=self.owner.maker, **(about | given))
        return self.version

    def take(self, actor: Actor, step: str, **data: Any) -> MethodologyVersion:
        self.version = take(
            actor=actor, case=self.version.uuid, step=step, reason="测试", data=data
        )
        return self.version

    def second(self, step: str, **data: Any) -> MethodologyVersion:
        """Proposed by the clerk, approved by the chief."""
        payload = step_payload(self.version, data)
        code = approval_code(METHODOLOGY, METHODOLOGY.step(step))
        asked = propose(actor=self.clerk, kind=code, payload=payload, reason="测试")
        approve(actor=self.chief, approval=asked.uuid, reason="同意")
        self.version = MethodologyVersion.objects.get(pk=self.version.pk)
        return self.version

    def add_documents(self) -> None:
        for category in ("text", "notes"):
            uploads = [Upload(f"{category}.pdf", PDF + category.encode())]
            self.take(self.owner.maker, "add_file", category=category, uploads=uploads)

    def drafted(self, **given: Any) -> MethodologyVersion:
        self.propose(**given)
        self.add_documents()
        return self.version

    def submitted(self, **given: Any) -> MethodologyVersion:
        self.drafted(**given)
        return self.take(self.owner.checker, "submit")

    def assessed(self, **given: Any) -> MethodologyVersion:
        """Accepted, encoded, proved and confirmed; the panel invited."""
        self.submitted(**given)
        self.encode()
        self.take(self.clerk, "accept")
        for expert in self.experts:
            self.take(self.clerk, "invite_expert", expert=expert.user_id)
        return self.version

    def encode(self, **values: Any) -> None:
        text = definition(self.version.methodology.code, self.version.version_code, **values)
        self.take(self.clerk, "encode_definition", definition=text)
        self.take(self.clerk, "run_checks")
        self.take(self.owner.checker, "confirm_examples", sha256=self.version.definition_sha256)

    def vote(self, expert: Actor, vote: str = "approve") -> ExpertReview:
        review = self.review(expert)
        if review.declared_at is None:
            self.take(expert, "declare", conflict=False)
        self.take(expert, "score", opinion="方法合理，数据可以核查。", **SCORES)
        self.take(expert, "vote", vote=vote)
        return self.review(expert)

    def review(self, expert: Actor) -> ExpertReview:
        return ExpertReview.objects.get(
            version=self.version, round=self.version.review_round, expert_id=expert.user_id
        )

    def approved(self, **given: Any) -> MethodologyVersion:
        self.assessed(**given)
        for expert in self.experts:
            self.vote(expert)
        return self.version

    def laid_open(self, **given: Any) -> MethodologyVersion:
        self.approved(**given)
        return self.take(self.clerk, "lay_open", summary="征求意见")

    def published(self, **given: Any) -> MethodologyVersion:
        """Published on the first day after the notice; time goes back to the present afterwards."""
        self.laid_open(**given)
        with after_notice(self.version):
            return self.second("publish", effective_from="")

    def refused(self, code: str, actor: Actor, step: str, **data: Any) -> CodedError:
        """The step is refused with that code, and nothing of anything changed."""
        before = everything(self.version)
        with pytest.raises(CodedError) as caught:
            take(actor=actor, case=self.version.uuid, step=step, reason="测试", data=data)
        assert caught.value.code == code, caught.value
        assert everything(self.version) == before
        return caught.value


def everything(version: MethodologyVersion) -> tuple[Any, ...]:
    found = MethodologyVersion.objects.get(pk=version.pk)
    row = {f.attname: getattr(found, f.attname) for f in found._meta.concrete_fields}
    return (
        row,
        list(found.co_compilers.values_list("pk", flat=True)),
        list(ExpertReview.objects.values()),
        list(type(found.methodology).objects.values()),
        picture(found),
        Message.objects.count(),
    )


@contextmanager
def later(day: dt.date, days: int):
    """The working hours of a day so many days after ``day``."""
    day += dt.timedelta(days=days)
    moment = dt.datetime(day.year, day.month, day.day, 10, tzinfo=clock.SHANGHAI)
    with time_machine.travel(moment, tick=True):
        yield day


def after_notice(version: MethodologyVersion):
    """The day after the running notice's last."""
    return later(Notice.objects.get(case_id=version.pk, ended_at=None).closes_on, 1)
