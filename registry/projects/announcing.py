"""What everybody reads of a project at the head of its public notice."""

from __future__ import annotations

from registry.projects.models import Project


def notice_text(project: Project) -> tuple[str, str]:
    """Title and text."""
    version = project.methodology
    rows = (
        ("项目业主", project.applicant.name_zh),
        ("项目地址", project.address),
        ("方法学", f"{version.full_code} {version.methodology.name_zh}" if version else ""),
        ("计入期", f"{project.crediting_from} 至 {project.crediting_to}"),
        ("预计年减排量", f"{project.expected_t:,} 吨" if project.expected_t is not None else ""),
        ("项目描述", project.description),
    )
    return f"{project.title}项目公示", "\n".join(
        f"{label}：{value}" for label, value in rows if value
    )
