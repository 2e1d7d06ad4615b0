import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import tequio.core.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "__first__"),
        ("unions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nombres", models.CharField(max_length=120, verbose_name="nombres")),
                ("primer_apellido", models.CharField(max_length=80, verbose_name="primer apellido")),
                ("segundo_apellido", models.CharField(blank=True, max_length=80, verbose_name="segundo apellido")),
                ("born_on", models.DateField(blank=True, null=True, verbose_name="fecha de nacimiento")),
                ("curp", models.CharField(blank=True, max_length=18, verbose_name="CURP")),
                ("rfc", models.CharField(blank=True, max_length=13, verbose_name="RFC")),
                ("phone", models.CharField(blank=True, max_length=16, verbose_name="teléfono")),
                ("clabe", models.CharField(blank=True, max_length=18, verbose_name="CLABE")),
                ("sort_key", models.CharField(max_length=300)),
                ("search_key", models.CharField(max_length=300)),
                ("is_demo", models.BooleanField(default=False)),
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
                "indexes": [
                    models.Index(fields=["union", "sort_key", "id"], name="person_by_name"),
                    models.Index(fields=["union", "phone"], name="person_by_phone"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("curp", ""), _negated=True), fields=("union", "curp"), name="curp_once"
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="nombre")),
                ("municipality", models.CharField(max_length=120, verbose_name="municipio")),
                ("locality_code", models.CharField(blank=True, max_length=9, verbose_name="clave INEGI")),
                ("point_name", models.CharField(max_length=160, verbose_name="punto de entrega")),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
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
                "constraints": [models.UniqueConstraint(fields=("union", "municipality", "name"), name="section_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160, verbose_name="hogar")),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "section",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="households",
                        to="members.section",
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
        migrations.CreateModel(
            name="Workshop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="taller")),
                ("address", models.CharField(blank=True, max_length=240, verbose_name="domicilio")),
                (
                    "legal_status",
                    models.CharField(
                        choices=[
                            ("informal", "sin registro"),
                            ("resico", "RESICO, persona física"),
                            ("artisan", "régimen del artesano"),
                            ("business", "actividad empresarial"),
                            ("company", "persona moral"),
                        ],
                        default="informal",
                        max_length=10,
                        verbose_name="situación legal",
                    ),
                ),
                ("people_at_work", models.PositiveSmallIntegerField(default=1, verbose_name="personas que trabajan")),
                (
                    "section",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workshops",
                        to="members.section",
                    ),
                ),
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
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="número")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applicant", "solicitante"),
                            ("active", "activo"),
                            ("suspended", "suspendido"),
                            ("left", "se retiró"),
                            ("expelled", "excluido"),
                        ],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("joined_on", models.DateField(verbose_name="ingreso")),
                ("left_on", models.DateField(blank=True, null=True)),
                (
                    "household",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="members.household",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="members.person",
                    ),
                ),
                (
                    "section",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="members.section",
                    ),
                ),
                (
                    "workshop",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="members.workshop",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["union", "section", "state"], name="member_by_section")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "number"), name="member_number_once"),
                    models.UniqueConstraint(fields=("union", "person"), name="member_person_once"),
                    models.UniqueConstraint(fields=("union", "user"), name="member_user_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True), ("left_on__gte", models.F("joined_on")), _connector="OR"
                        ),
                        name="member_leaves_after_joining",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
    ]
