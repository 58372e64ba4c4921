"""Scenarios of reduction reports."""

from __future__ import annotations

import datetime as dt

from tests.registry.matrix.building import MAKER, ORDER
from tests.registry.matrix.scenarios import common as common
from tests.registry.matrix.scenarios.registering import Data, nothing, scenario
from tests.registry.matrix.scene import Scene
from tests.registry.reductions.world import PUBLISHED
from tests.registry.vvb.bodies import PDF

KIND = "report"
OTHER = PUBLISHED | {"EG_net": "803702 MWh"}
scenario(KIND, "issue", "verify_again")(nothing)


@scenario(KIND, "change_period")
def change_period(scene: Scene, who: str) -> Data:
    return {"period_from": dt.date(2024, 1, 1), "period_to": dt.date(2024, 12, 31)}


def _typed(data: Data) -> Data:
    return {f"inputs-{symbol}": value for symbol, value in data["inputs"].items()}


def _written(data: Data) -> Data:
    return {"lines": "\n".join(f"{code} {quantity_t}" for code, quantity_t in data["lines"])}


@scenario(KIND, "edit_data", "amend_data", form=_typed)
def edit_data(scene: Scene, who: str) -> Data:
    return {"inputs": OTHER}


@scenario(KIND, "calculate")
def calculate(scene: Scene, who: str) -> Data:
    scene.do(MAKER, "edit_data", **edit_data(scene, who))
    return {}


@scenario(KIND, "apply")
def apply(scene: Scene, who: str) -> Data:
    scene.do(MAKER, "amend_data", **edit_data(scene, who))
    return {"revision_sha256": scene.case.revisions.order_by("number").last().sha256}


@scenario(KIND, "attach")
def attach(scene: Scene, who: str) -> Data:
    return {"category": "meter_data", "uploads": [PDF]}


@scenario(KIND, "submit")
def submit(scene: Scene, who: str) -> Data:
    scene.do(MAKER, "attach", category="monitoring_report", uploads=[PDF])
    return {}


@scenario(KIND, "correct_before_accepting", "correct_in_review")
def correct(scene: Scene, who: str) -> Data:
    return {"uploads": [PDF]}


@scenario(KIND, "order_cancel", "reverse")
def order(scene: Scene, who: str) -> Data:
    return ORDER


@scenario(KIND, "offer_cancel", "cancel_offered", form=_written)
def lines(scene: Scene, who: str) -> Data:
    return {"lines": [[scene.case.issued_batch.batch_code, ORDER["quantity_t"]]]}


def _late(scene: Scene) -> None:
    order = scene.case.clocks.get(name="cancel_order", status="running")
    scene.go_to(order.due_on + dt.timedelta(days=1))


@scenario(KIND, "force_cancel")
def force(scene: Scene, who: str) -> Data:
    _late(scene)
    return {}


@scenario(KIND, "close_order")
def close(scene: Scene, who: str) -> Data:
    _late(scene)
    scene.second("force_cancel")
    return {}
