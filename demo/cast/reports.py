"""The reduction reports: which project, which period, what was measured; and how far each has come.

The tonnes are what the formulas give for these data; ``tonnes_t`` says what the market of the story
counts on.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from demo.cast.projects import PROGRAMMES

ISSUED = "issued"
SUBMITTED = 85  # days before the last, of the reports that are issued


class Report(NamedTuple):
    """``years_ago`` names the calendar year of the period, 0 the days since the last whole year;
    ``until`` the state in which it stays; ``submitted`` the days before the last."""

    key: str
    project: str
    inputs: dict[str, Any]
    years_ago: int = 1
    tonnes_t: int = 0
    until: str = ISSUED
    submitted: int = SUBMITTED


_WIND = {"EF_CM": "0.61862725 tCO2/MWh", "offshore_distance": "41 km"}
_YGD = {
    "EF_petrol": "2.1336 kgCO2/L", "EF_grid": "0.5366 kgCO2/kWh", "distance": "15000 km",
    "petrol": "7.5 L per 100 km", "electricity": "14.5 kWh per 100 km",
}  # fmt: skip
_H2 = {"diesel": "32 L per 100 km", "hydrogen": "8 kg per 100 km"}

REPORTS = (
    Report(
        "低碳出行", "低碳出行",
        {"travel": [
            {"mode": "公交", "distance": "1324000000 人*km"},
            {"mode": "骑行", "distance": "400000000 人*km"},
        ]},
        tonnes_t=186_400,
    ),
    Report("油改电", "油改电", {**_YGD, "vehicles": "34342"}, tonnes_t=42_350),
    Report(
        "氢燃料", "氢燃料",
        {
            "EF_diesel": "2.6007 kgCO2/L", "EF_H2": "6.661 kgCO2/kg",
            "fleet": [
                {"vehicles": "549", "distance": "60000 km", **_H2},
                {"vehicles": "1", "distance": "53000 km", **_H2},
            ],
        },
        tonnes_t=9_876,
    ),
    Report(
        "绿道", "绿道",
        {
            "planting": [{"age_group": "中龄", "trees": "2000000"}],
            "cycling": "101666667 人*km",
        },
        tonnes_t=28_900,
    ),
    Report(
        "废塑料", "废塑料",
        {
            "batches": [{"material": "废塑料", "mass": "60000 t", "residue": "20 %"}],
            "power": "11926 MWh", "EF_grid": "0.5366 tCO2/MWh",
        },
        tonnes_t=63_200,
    ),
    Report(
        "林盘", "林盘",
        {"groves": [
            {"grove_area": "700 ha", "growth": "6 m3/ha", "bamboo": False},
            {"grove_area": "53.1 ha", "growth": "5 m3/ha", "bamboo": True},
        ]},
        years_ago=2, tonnes_t=5_460,
    ),
    # As published: 803,701 MWh a year, 497,191 t.
    Report("海上风电", "海上风电", {"EG_net": "803701 MWh", **_WIND}, tonnes_t=497_191),
    Report(
        "海上风电（上年）", "海上风电", {"EG_net": "401850 MWh", **_WIND}, years_ago=2,
        tonnes_t=248_595,
    ),
    Report(
        "光热", "光热", {"EG_net": "238173 MWh", "EF_CM": "0.66645 tCO2/MWh"}, tonnes_t=158_730,
    ),
    Report(
        "低碳出行（在编）", "低碳出行", {"travel": [{"mode": "骑行", "distance": "31000000 人*km"}]},
        years_ago=0, until="calculated", submitted=3,
    ),
    Report(
        "油改电（公示）", "油改电", {**_YGD, "vehicles": "34910", "distance": "7400 km"},
        years_ago=0, until="public_notice", submitted=8,
    ),
    Report(
        "绿道（核查）", "绿道", {"planting": [{"age_group": "中龄", "trees": "2000000"}], "years": "0.5"},
        years_ago=0, until="verification", submitted=60,
    ),
    Report(
        "废塑料（审核）", "废塑料",
        {
            "batches": [
                {"material": "废塑料", "mass": "21000 t", "residue": "18 %"},
                {"material": "厨余", "mass": "9000 t", "residue": "12 %"},
            ],
            "power": "4100 MWh", "EF_grid": "0.5366 tCO2/MWh",
        },
        years_ago=0, until="review", submitted=58,
    ),
    Report(
        "光热（待签发）", "光热", {"EG_net": "96420 MWh", "EF_CM": "0.66645 tCO2/MWh"},
        years_ago=0, until="registered", submitted=62,
    ),
)  # fmt: skip

PROGRAMME_OF = {each.key: PROGRAMMES[each.project] for each in REPORTS}
