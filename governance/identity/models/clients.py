"""Programs that call the interface (an exchange's system), and the keys they prove themselves with.

Both come to be by two persons, who are named. A secret is shown once and kept as its hash; a client may
instead deposit a public key. Keys are never deleted and change only by being used, shortened or revoked
(``sql/0005_keys_by_two.sql``).
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core import clock
from governance.identity.models.people import User


def _two_persons(done_by: str) -> Q:
    """Proposed by somebody else than did it, under an approval with a number."""
    return ~Q(proposed_by=None) & ~Q(proposed_by=F(done_by)) & ~Q(approval_number="")


class ApiClient(models.Model):
    """``code`` numbers the client's references in the ledger; ``user`` stands for it in records
    and cannot log in."""

    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=100)
    organisation_code = models.CharField(
        "统一社会信用代码", max_length=18, blank=True, help_text="运行该程序的单位"
    )
    programmes = ArrayField(models.CharField(max_length=10), verbose_name="机制")
    user = models.OneToOneField(
        User,
        on_delete=models.PROTECT,
        related_name="api_client",
        verbose_name="记录中的用户",
        help_text="不能登录",
    )
    is_active = models.BooleanField("启用", default=True)
    switched_off_at = models.DateTimeField("停用时间", null=True, blank=True)
    switched_off_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="停用人"
    )
    switch_off_reason = models.CharField("停用理由", max_length=500, blank=True)
    reason = models.CharField("登记理由", max_length=500)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="登记人"
    )
    created_at = models.DateTimeField("登记时间", default=clock.now)
    proposed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="申请人"
    )
    approval_number = models.CharField("复核单号", max_length=40)

    class Meta:
        verbose_name = "接口客户端"
        verbose_name_plural = "接口客户端"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="identity_client_code_shape",
                condition=Q(code__regex=r"^[a-z][a-z0-9]*([.-][a-z0-9]+)+$"),
            ),
            models.CheckConstraint(
                name="identity_client_has_scope", condition=Q(programmes__len__gt=0)
            ),
            models.CheckConstraint(
                name="identity_client_two_persons", condition=_two_persons("created_by")
            ),
            models.CheckConstraint(
                name="identity_client_switch_off_whole",
                condition=Q(switched_off_at=None, switched_off_by=None, switch_off_reason="")
                | Q(is_active=False)
                & ~Q(switched_off_at=None)
                & ~Q(switched_off_by=None)
                & ~Q(switch_off_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"


class ApiKey(models.Model):
    """In force over ``[valid_from, valid_to)`` unless revoked. Exactly one of ``secret_hash`` and
    ``public_key`` is filled."""

    client = models.ForeignKey(
        ApiClient, on_delete=models.PROTECT, related_name="keys", verbose_name="客户端"
    )
    prefix = models.CharField("前缀", max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64, blank=True, editable=False)
    public_key = models.TextField("公钥", blank=True)
    valid_from = models.DateTimeField("生效时间", default=clock.now)
    valid_to = models.DateTimeField("失效时间")
    issued_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间", default=clock.now)
    proposed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="申请人"
    )
    approval_number = models.CharField("复核单号", max_length=40)
    reason = models.CharField("签发理由", max_length=500)
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="吊销人"
    )
    revoke_reason = models.CharField("吊销理由", max_length=500, blank=True)
    last_used_at = models.DateTimeField("最近使用", null=True, blank=True)
    last_used_address = models.CharField("最近使用地址", max_length=45, blank=True)

    class Meta:
        verbose_name = "接口密钥"
        verbose_name_plural = "接口密钥"
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="identity_key_one_proof",
                condition=(Q(secret_hash="") & ~Q(public_key=""))
                | (~Q(secret_hash="") & Q(public_key="")),
            ),
            models.CheckConstraint(
                name="identity_key_period", condition=Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="identity_key_two_persons", condition=_two_persons("issued_by")
            ),
            models.CheckConstraint(
                name="identity_key_revocation_whole",
                condition=Q(revoked_at=None, revoked_by=None, revoke_reason="")
                | (~Q(revoked_at=None) & ~Q(revoked_by=None) & ~Q(revoke_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client.code} · {self.prefix}…"

    @property
    def is_in_force(self) -> bool:
        now = clock.now()
        return self.revoked_at is None and self.valid_from <= now < self.valid_to
