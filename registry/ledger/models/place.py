"""Where units are now: holdings (balances), holds (reservations and freezes) and blocks (serials)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.ledger.models.buckets import Bucket


class Holding(models.Model):
    """The balance of one place: in-meter less out-meter, in tonnes."""

    pk = models.CompositePrimaryKey("account_id", "batch_id", "bucket")
    account = models.ForeignKey(
        "ledger.Account", models.DO_NOTHING, db_column="account", related_name="holdings"
    )
    batch = models.ForeignKey(
        "ledger.Batch", models.DO_NOTHING, db_column="batch", related_name="holdings"
    )
    bucket = models.CharField(_("位置"), max_length=12, choices=Bucket.choices)
    in_t = models.BigIntegerField(_("累计转入（吨）"))
    out_t = models.BigIntegerField(_("累计转出（吨）"))
    bought_t = models.BigIntegerField(_("最近买入日买入（吨）"))
    bought_on = models.DateField(_("最近买入日"), null=True)
    stop = models.SmallIntegerField(_("停用标记"))
    waiting = models.BooleanField(_("有轮候冻结"))

    class Meta:
        managed = False
        db_table = '"ledger"."holding"'
        verbose_name = _("持有量")
        verbose_name_plural = _("持有量")

    @property
    def quantity_t(self) -> int:
        return self.in_t - self.out_t


class Hold(models.Model):
    """Why units are reserved or frozen; ``waiting_t`` are still wanted from later credits."""

    class Kind(models.TextChoices):
        ORDER = "order", _("卖出申报")
        RESERVATION = "reservation", _("业务预留")
        JUDICIAL = "judicial", _("司法冻结")
        REGULATOR = "regulator", _("监管冻结")
        PLEDGE = "pledge", _("质押")

    class Status(models.TextChoices):
        OPEN = "open", _("有效")
        RELEASED = "released", _("已解除")
        EXECUTED = "executed", _("已执行")
        EXPIRED = "expired", _("已到期")

    id = models.BigIntegerField(primary_key=True)
    uuid = models.UUIDField(unique=True)
    kind = models.TextField(_("类别"), choices=Kind.choices)
    account = models.ForeignKey(
        "ledger.Account", models.DO_NOTHING, db_column="account", related_name="holds"
    )
    batch = models.ForeignKey(
        "ledger.Batch", models.DO_NOTHING, db_column="batch", related_name="holds"
    )
    bucket = models.CharField(_("位置"), max_length=12, choices=Bucket.choices)
    document = models.TextField(_("文书号"))
    requested_t = models.BigIntegerField(_("申请数量（吨）"))
    in_t = models.BigIntegerField(_("累计转入（吨）"))
    out_t = models.BigIntegerField(_("累计转出（吨）"))
    waiting_t = models.BigIntegerField(_("轮候数量（吨）"))
    rank = models.BigIntegerField(_("轮候次序"))
    opened_on = models.DateField(_("设立日"))
    expires_on = models.DateField(_("到期日"), null=True)
    status = models.TextField(_("状态"), choices=Status.choices)
    entry = models.BigIntegerField(_("设立分录"))

    class Meta:
        managed = False
        db_table = '"ledger"."hold"'
        verbose_name = _("冻结与预留")
        verbose_name_plural = _("冻结与预留")

    def __str__(self) -> str:
        return f"第 {self.id} 号 {self.get_kind_display()}"

    @property
    def left_t(self) -> int:
        """Tonnes held now."""
        return self.in_t - self.out_t


class Block(models.Model):
    """A contiguous range of serials in one place; the blocks of a batch tile it (laws 1, 2)."""

    pk = models.CompositePrimaryKey("batch_id", "first")
    batch = models.ForeignKey(
        "ledger.Batch", models.DO_NOTHING, db_column="batch", related_name="blocks"
    )
    first = models.BigIntegerField(_("起始序号"))
    last = models.BigIntegerField(_("终止序号"))
    account = models.ForeignKey(
        "ledger.Account", models.DO_NOTHING, db_column="account", related_name="blocks"
    )
    bucket = models.CharField(_("位置"), max_length=12, choices=Bucket.choices)
    hold = models.ForeignKey(
        "ledger.Hold", models.DO_NOTHING, db_column="hold", related_name="blocks", null=True
    )
    origin = models.CharField(_("来处"), max_length=12, choices=Bucket.choices, null=True)
    bought_on = models.DateField(_("买入日"), null=True)
    entry = models.BigIntegerField(_("来由分录"), null=True)
    line = models.IntegerField(_("来由行号"), null=True)
    quantity_t = models.BigIntegerField(_("数量（吨）"))

    class Meta:
        managed = False
        db_table = '"ledger"."block"'
        verbose_name = _("序列号段")
        verbose_name_plural = _("序列号段")
