import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

from tequio.core.operations import OwnByUnion


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_guard"),
        ("unions", "0002_guard"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RosterFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160)),
                ("content", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                ("imported_on", models.DateField(blank=True, null=True)),
                ("new", models.PositiveIntegerField(default=0)),
                ("updated", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="section",
            name="point_address",
            field=models.CharField(blank=True, max_length=240, verbose_name="domicilio del punto"),
        ),
        migrations.AlterField(
            model_name="person",
            name="search_key",
            field=models.CharField(db_collation="C", max_length=300),
        ),
        migrations.AlterField(
            model_name="person",
            name="sort_key",
            field=models.CharField(db_collation="C", max_length=300),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_on__isnull", False), ("state__in", ("left", "expelled"))),
                    models.Q(models.Q(("state__in", ("left", "expelled")), _negated=True), ("left_on__isnull", True)),
                    _connector="OR",
                ),
                name="member_gone_since_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("curp", ""), ("curp__regex", "^[A-Z0-9]{18}$"), _connector="OR"),
                name="curp_is_a_curp",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("clabe", ""), ("clabe__regex", "^[0-9]{18}$"), _connector="OR"),
                name="clabe_is_a_clabe",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("phone", ""), ("phone__regex", "^\\+[0-9]{7,15}$"), _connector="OR"),
                name="phone_is_e164",
            ),
        ),
        OwnByUnion("rosterfile"),
    ]
