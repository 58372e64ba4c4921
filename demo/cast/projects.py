"""The projects whose reductions are issued. CCER methodology codes are the published ones; the
municipal ones were not read at source and so carry ``SAMPLE-`` codes."""

from __future__ import annotations

from typing import NamedTuple


class Project(NamedTuple):
    """One batch: ``years_ago`` gives its vintage, ``shares`` are tonnes by holder."""

    key: str
    programme: str
    methodology: str
    code: str
    name: str
    years_ago: int
    shares: dict[str, int]


PROJECTS = (
    Project(
        "低碳出行", "BJ", "SAMPLE-BJ-CX-V01", "SL-CX-01", "示例：低碳出行（公交与骑行）",
        1, {"绿行公交": 130_480, "低碳开发": 55_920},
    ),
    Project(
        "油改电", "BJ", "SAMPLE-BJ-YGD-V01", "SL-YGD-01", "示例：油改电小客车", 1,
        {"低碳开发": 42_350},
    ),
    Project(
        "氢燃料", "BJ", "SAMPLE-BJ-QN-V01", "SL-QN-01", "示例：氢燃料电池货运汽车",
        1, {"氢行物流": 7_901, "低碳开发": 1_975},
    ),
    Project(
        "绿道", "CD", "SAMPLE-CD-LD-V01", "SL-LD-01", "示例：天府绿道", 1, {"绿道建设": 28_900},
    ),
    Project(
        "废塑料", "CD", "SAMPLE-CD-FSL-V01", "SL-FSL-01", "示例：废塑料资源化",
        1, {"再生资源": 63_200},
    ),
    Project(
        "林盘", "CD", "SAMPLE-CD-LP-V01", "SL-LP-01", "示例：川西林盘", 2, {"林盘文旅": 5_460},
    ),
    Project(
        "海上风电", "CCER", "CCER-01-002-V01", "SL-HF-01", "示例：海上风力发电",
        1, {"海上风电": 281_232, "低碳开发": 31_248},
    ),
    Project(
        "海上风电（上年）", "CCER", "CCER-01-002-V01", "SL-HF-01", "示例：海上风力发电",
        2, {"海上风电": 96_700},
    ),
    Project(
        "光热", "CCER", "CCER-01-001-V01", "SL-GR-01", "示例：光热发电", 1,
        {"光热发电": 158_730},
    ),
)  # fmt: skip

PROGRAMME_OF = {project.key: project.programme for project in PROJECTS}
