import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from core.sql import run_file


def two_persons(done_by: str) -> Q:
    return ~Q(proposed_by=None) & ~Q(proposed_by=F(done_by)) & ~Q(approval_number="")


def who_proposed(model: str) -> list[migrations.AddField]:
    person = models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        verbose_name="申请人",
    )
    number = models.CharField(default="", max_length=40, verbose_name="复核单号")
    return [
        migrations.AddField(model, "proposed_by", person),
        migrations.AddField(model, "approval_number", number, preserve_default=False),
    ]


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_login_laws")]
    operations = [
        *who_proposed("apiclient"),
        *who_proposed("apikey"),
        migrations.AddConstraint(
            "apiclient",
            models.CheckConstraint(
                condition=two_persons("created_by"), name="identity_client_two_persons"
            ),
        ),
        migrations.AddConstraint(
            "apikey",
            models.CheckConstraint(
                condition=two_persons("issued_by"), name="identity_key_two_persons"
            ),
        ),
        migrations.AlterField(
            "apiclient",
            "user",
            models.OneToOneField(
                help_text="不能登录",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="api_client",
                to=settings.AUTH_USER_MODEL,
                verbose_name="记录中的用户",
            ),
        ),
        run_file(__file__, "0005_keys_by_two.sql"),
    ]
