"""What was done: requests (who asked, why, and the stored reply), entries (acts), moves."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.ledger.models.buckets import Act, Bucket


class Request(models.Model):
    """One request of one client: its idempotency key, the person, the reason, the reply."""

    id = models.BigIntegerField(primary_key=True)
    client = models.TextField(_("来源"))
    key = models.TextField(_("幂等键"))
    body = models.BinaryField()
    actor_id = models.BigIntegerField(_("经办人编号"))
    actor_name = models.TextField(_("经办人"))
    actor_role = models.TextField(_("角色"))
    ip = models.TextField(_("地址"))
    reason = models.TextField(_("理由"))
    reply = models.JSONField(_("答复"))
    entry_ids = ArrayField(models.BigIntegerField(), null=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        managed = False
        db_table = '"ledger"."request"'
        verbose_name = _("请求")
        verbose_name_plural = _("请求")


class Entry(models.Model):
    """One act, unique by (source, reference)."""

    id = models.BigIntegerField(primary_key=True)
    request = models.ForeignKey(
        Request, models.DO_NOTHING, db_column="request", related_name="entries"
    )
    act = models.CharField(_("业务"), max_length=20, choices=Act.choices)
    on_date = models.DateField(_("业务日期"))
    quantity_t = models.BigIntegerField(_("数量（吨）"))
    price_cny = models.DecimalField(_("价格（元/吨）"), max_digits=14, decimal_places=2, null=True)
    undoes = models.BigIntegerField(_("撤销分录"), null=True)
    source = models.TextField(_("来源"))
    reference = models.TextField(_("业务编号"))
    content = models.BinaryField()
    detail = models.JSONField(_("详情"), null=True)

    class Meta:
        managed = False
        db_table = '"ledger"."entry"'
        verbose_name = _("分录")
        verbose_name_plural = _("分录")

    def __str__(self) -> str:
        return f"{self.id} {self.get_act_display()}"


class Move(models.Model):
    """Serials ``first``..``last`` of a batch went from one place to another."""

    pk = models.CompositePrimaryKey("entry_id", "line")
    entry = models.ForeignKey(Entry, models.DO_NOTHING, db_column="entry", related_name="moves")
    line = models.IntegerField(_("行号"))
    parent_entry = models.BigIntegerField(_("上一分录"), null=True)
    parent_line = models.IntegerField(_("上一行号"), null=True)
    batch = models.ForeignKey(
        "ledger.Batch", models.DO_NOTHING, db_column="batch", related_name="+"
    )
    first = models.BigIntegerField(_("起始序号"))
    last = models.BigIntegerField(_("终止序号"))
    src_account = models.ForeignKey(
        "ledger.Account", models.DO_NOTHING, db_column="src_account", related_name="+"
    )
    src_bucket = models.CharField(_("转出位置"), max_length=12, choices=Bucket.choices)
    src_hold = models.BigIntegerField(_("转出冻结"), null=True)
    src_out_t = models.BigIntegerField(_("转出累计（吨）"))
    dst_account = models.ForeignKey(
        "ledger.Account", models.DO_NOTHING, db_column="dst_account", related_name="+"
    )
    dst_bucket = models.CharField(_("转入位置"), max_length=12, choices=Bucket.choices)
    dst_hold = models.BigIntegerField(_("转入冻结"), null=True)
    dst_in_t = models.BigIntegerField(_("转入累计（吨）"))
    origin = models.CharField(_("来处"), max_length=12, choices=Bucket.choices, null=True)
    bought_on = models.DateField(_("买入日"), null=True)

    class Meta:
        managed = False
        db_table = '"ledger"."move"'
        verbose_name = _("划转")
        verbose_name_plural = _("划转")

    @property
    def quantity_t(self) -> int:
        return self.last - self.first + 1
