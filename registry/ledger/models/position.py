"""Who holds what: one row for each place that has units, balances and open holds alike."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.ledger.models.buckets import Bucket


class Position(models.Model):
    """A row of the view ``ledger.position``; ``hold`` is set for what a hold keeps."""

    id = models.TextField(primary_key=True)
    account = models.ForeignKey(
        "ledger.Account", models.DO_NOTHING, db_column="account", related_name="+"
    )
    batch = models.ForeignKey(
        "ledger.Batch", models.DO_NOTHING, db_column="batch", related_name="+"
    )
    bucket = models.CharField(_("位置"), max_length=12, choices=Bucket.choices)
    hold = models.BigIntegerField(_("冻结或预留"), null=True)
    quantity_t = models.BigIntegerField(_("数量（吨）"))

    class Meta:
        managed = False
        db_table = '"ledger"."position"'
        verbose_name = _("持仓")
        verbose_name_plural = _("持仓")

    def __str__(self) -> str:
        return f"{self.account_id} {self.get_bucket_display()} {self.quantity_t} 吨"
