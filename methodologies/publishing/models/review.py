"""What one expert said in one round of an assessment (专家评估): declaration, scores, opinion, vote.

``sql/0001_laws.sql`` keeps: a vote follows a declaration without conflict, is cast by the expert's own
step and never changes; nothing of a row that voted changes; nothing is deleted.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from core import clock
from methodologies.publishing.models.version import MethodologyVersion


class ExpertReview(models.Model):
    """``conflict`` says which one was declared, ``left_at`` when the expert left the panel (by a
    conflict, or released); ``scores`` are ``{criterion: points}``; ``definition_sha256`` is the file
    that the vote was about."""

    class Vote(models.TextChoices):
        APPROVE = "approve", "同意"
        REVISE = "revise", "修改后再评"
        REJECT = "reject", "不同意"

    version = models.ForeignKey(
        MethodologyVersion, on_delete=models.PROTECT, related_name="reviews",
        verbose_name="方法学版本",
    )  # fmt: skip
    round = models.IntegerField("轮次")
    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="专家"
    )
    invited_by = models.CharField("邀请人", max_length=100)
    invited_at = models.DateTimeField("邀请时间", default=clock.now)
    declared_at = models.DateTimeField("声明时间", null=True, blank=True)
    conflict = models.TextField("利益冲突", max_length=1000, blank=True)
    left_at = models.DateTimeField("退出时间", null=True, blank=True)
    scores = models.JSONField("评分", default=dict, blank=True)
    opinion = models.TextField("评估意见", max_length=5000, blank=True)
    vote = models.CharField("结论", max_length=10, choices=Vote, blank=True)
    definition_sha256 = models.CharField("所评公式文件", max_length=64, blank=True)
    voted_at = models.DateTimeField("表决时间", null=True, blank=True)

    class Meta:
        verbose_name = "专家评估"
        verbose_name_plural = "专家评估"
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "round", "expert"], name="publishing_review_once"
            ),
            models.CheckConstraint(name="publishing_review_round", condition=Q(round__gte=1)),
            models.CheckConstraint(
                name="publishing_conflict_leaves",
                condition=Q(conflict="") | Q(declared_at__isnull=False, left_at__isnull=False),
            ),
            models.CheckConstraint(
                name="publishing_vote_whole",
                condition=Q(vote="", voted_at=None, definition_sha256="")
                | (
                    Q(vote__in=["approve", "revise", "reject"], voted_at__isnull=False)
                    & Q(declared_at__isnull=False, conflict="", left_at=None)
                    & ~Q(opinion="")
                    & ~Q(scores={})
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.round} 轮 {self.get_vote_display() or '未表决'}"

    @property
    def is_waiting(self) -> bool:
        """Still on the panel, without a vote."""
        return not self.vote and self.left_at is None
