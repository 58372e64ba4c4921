"""The evidence log as Django reads it; the tables are made and guarded by ``sql/0001_tables.sql``."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Leaf(models.Model):
    """One sealed row of a source; ``number`` counts from 0 without a gap."""

    number = models.BigIntegerField(_("叶序号"), primary_key=True)
    source = models.TextField(_("来源"))
    source_id = models.BigIntegerField(_("来源编号"))
    hash = models.BinaryField()
    salt = models.BinaryField()

    class Meta:
        managed = False
        db_table = '"evidence"."leaf"'
        verbose_name = _("存证叶")
        verbose_name_plural = _("存证叶")


class Key(models.Model):
    """A public key that signs, or once signed, checkpoints."""

    id = models.TextField(_("密钥编号"), primary_key=True)
    name = models.TextField(_("名称"))
    algorithm = models.TextField(_("算法"))
    verifier = models.TextField(_("公钥"))
    rotation = models.TextField(_("交接声明"), null=True)
    by_name = models.TextField(_("办理人"))
    reason = models.TextField(_("理由"))
    since = models.DateTimeField(_("启用时间"))
    size = models.BigIntegerField(_("启用时叶数"))
    ordinal = models.IntegerField(editable=False)

    class Meta:
        managed = False
        db_table = '"evidence"."key"'
        verbose_name = _("存证密钥")
        verbose_name_plural = _("存证密钥")


class Checkpoint(models.Model):
    """What the log published about itself at one size."""

    size = models.BigIntegerField(_("叶数"), primary_key=True)
    root = models.BinaryField()
    key = models.ForeignKey(Key, models.DO_NOTHING, db_column="key", related_name="+")
    note = models.TextField(_("签名文本"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        managed = False
        db_table = '"evidence"."checkpoint"'
        verbose_name = _("检查点")
        verbose_name_plural = _("检查点")
