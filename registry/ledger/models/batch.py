"""Batches: one issuance each, serials 1..quantity."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.ledger import serials


class Batch(models.Model):
    """One issuance of ``quantity_t`` units; never changes (law 7)."""

    id = models.IntegerField(primary_key=True)
    uuid = models.UUIDField(unique=True)
    programme = models.TextField(_("机制"))
    methodology = models.TextField(_("方法学"))
    project = models.TextField(_("项目"))
    vintage = models.IntegerField(_("年份"))
    issuance = models.IntegerField(_("签发次序"))
    quantity_t = models.BigIntegerField(_("数量（吨）"))
    period_from = models.DateField(_("监测期起"), null=True)
    period_to = models.DateField(_("监测期止"), null=True)
    external_code = models.TextField(_("原登记编码"))
    home = models.ForeignKey(
        "ledger.Account", models.DO_NOTHING, db_column="home", related_name="+"
    )
    created_at = models.DateTimeField(_("签发时间"))

    class Meta:
        managed = False
        db_table = '"ledger"."batch"'
        verbose_name = _("批次")
        verbose_name_plural = _("批次")

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The part of the serial that names the batch."""
        return serials.batch_code(
            programme=self.programme,
            methodology=self.methodology,
            project=self.project,
            vintage=self.vintage,
            issuance=self.issuance,
        )

    def serial(self, first: int, last: int) -> str:
        """The printed serial block of units ``first`` to ``last``, both included."""
        return serials.format_block(self.code, first, last)
