import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0004_catalyst_is_no_member"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="número")),
                ("product", models.SlugField(max_length=40)),
                ("begun_on", models.DateField(verbose_name="empezó")),
                ("pieces", models.PositiveIntegerField(verbose_name="piezas")),
                ("alive", models.PositiveIntegerField()),
                ("stage", models.SlugField(blank=True, max_length=40)),
                ("finished_on", models.DateField(blank=True, null=True)),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
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
                "indexes": [models.Index(fields=["union", "member", "stage"], name="batch_by_stage")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "member", "number"), name="batch_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("pieces__range", (1, 100000)), ("alive__lte", models.F("pieces"))),
                        name="batch_is_sane",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_on__isnull", False), ("stage", "")),
                            models.Q(models.Q(("stage", ""), _negated=True), ("finished_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="batch_finished_has_no_stage",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product", models.SlugField(max_length=40)),
                ("pieces", models.PositiveIntegerField(verbose_name="cuántas piezas")),
                ("begins_on", models.DateField()),
                ("due_on", models.DateField(verbose_name="para qué día")),
                ("what", models.CharField(blank=True, max_length=120, verbose_name="para quién")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "pendiente"), ("kept", "cumplido"), ("withdrawn", "ya no va")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=60)),
                ("source_id", models.BigIntegerField(blank=True, null=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
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
                "indexes": [models.Index(fields=["union", "state", "due_on"], name="commitment_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "uid"), name="commitment_uid_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("union", "source", "source_id"),
                        name="commitment_source_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pieces__range", (1, 100000)), ("due_on__gte", models.F("begins_on"))),
                        name="commitment_is_sane",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), ("source_id__isnull", True)),
                            models.Q(models.Q(("source", ""), _negated=True), ("source_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="commitment_names_its_source",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Kiln",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=80, verbose_name="nombre")),
                ("litres", models.PositiveIntegerField(verbose_name="litros por dentro")),
                ("loads_per_week", models.PositiveSmallIntegerField(default=1, verbose_name="quemas por semana")),
                ("is_shared", models.BooleanField(default=False, verbose_name="se presta a vecinas y vecinos")),
                ("retired_on", models.DateField(blank=True, null=True)),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
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
                "indexes": [models.Index(fields=["union", "member"], name="kiln_by_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("litres__range", (1, 1000000)), ("loads_per_week__range", (1, 14))),
                        name="kiln_is_sane",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Load",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stage", models.SlugField(max_length=40)),
                ("lit_on", models.DateField(verbose_name="qué día")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planeada"), ("fired", "quemada"), ("cancelled", "cancelada")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("fuel_minor", models.BigIntegerField(blank=True, null=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
                (
                    "kiln",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loads",
                        to="production.kiln",
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
                "indexes": [models.Index(fields=["union", "kiln", "lit_on"], name="load_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "uid"), name="load_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fuel_minor__range", (0, 1000000000)), ("state", "fired")),
                            models.Q(models.Q(("state", "fired"), _negated=True), ("fuel_minor__isnull", True)),
                            _connector="OR",
                        ),
                        name="load_fired_has_its_fuel",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="LoadPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pieces", models.PositiveIntegerField()),
                ("litres", models.DecimalField(decimal_places=3, max_digits=9)),
                ("good", models.PositiveIntegerField(blank=True, null=True)),
                ("fuel_minor", models.BigIntegerField(blank=True, null=True)),
                (
                    "batch",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="production.batch",
                    ),
                ),
                (
                    "load",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="production.load",
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
                "indexes": [models.Index(fields=["union", "batch"], name="load_part_by_batch")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "load", "batch"), name="load_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(("pieces__gte", 1), ("litres__gt", 0)), name="load_part_is_sane"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fuel_minor__isnull", True), ("good__isnull", True)),
                            models.Q(("good__lte", models.F("pieces")), ("fuel_minor__gte", 0)),
                            _connector="OR",
                        ),
                        name="load_part_no_more_good_than_pieces",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stage", models.SlugField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("entered", models.PositiveIntegerField()),
                ("good", models.PositiveIntegerField()),
                ("counted_on", models.DateField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "por teléfono"),
                            ("office", "lo anotó la oficina"),
                            ("sheet", "de una hoja"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "batch",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="production.batch",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "part",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="production.loadpart",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["union", "stage", "counted_on"], name="count_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "batch", "stage"), name="count_once"),
                    models.CheckConstraint(
                        condition=models.Q(("entered__gte", 1), ("good__lte", models.F("entered"))),
                        name="count_no_more_good_than_entered",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Means",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("people", models.PositiveSmallIntegerField(default=1, verbose_name="cuántas personas trabajan")),
                ("days_per_week", models.PositiveSmallIntegerField(default=6, verbose_name="días por semana")),
                ("hours_per_day", models.PositiveSmallIntegerField(default=8, verbose_name="horas al día")),
                ("drying_litres", models.PositiveIntegerField(default=0, verbose_name="lugar para secar")),
                ("day_wage_minor", models.BigIntegerField(blank=True, null=True)),
                ("fixed_minor", models.BigIntegerField(default=0)),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
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
                "constraints": [
                    models.UniqueConstraint(fields=("union", "member"), name="means_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("people__range", (1, 200)),
                            ("days_per_week__range", (1, 7)),
                            ("hours_per_day__range", (1, 24)),
                            ("drying_litres__lte", 1000000),
                        ),
                        name="means_are_sane",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fixed_minor__gte", 0),
                            models.Q(("day_wage_minor__isnull", True), ("day_wage_minor__gt", 0), _connector="OR"),
                        ),
                        name="means_cost_something_or_nothing",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins_on", models.DateField(verbose_name="desde")),
                ("ends_on", models.DateField(verbose_name="hasta")),
                ("reason", models.CharField(blank=True, max_length=120, verbose_name="por qué")),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("begins_on"))), name="pause_ends_after_it_begins"
                    ),
                    models.UniqueConstraint(fields=("union", "member", "begins_on"), name="pause_once"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ProductionFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.PositiveIntegerField(default=1)),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "member"), name="production_feed_once", nulls_distinct=False
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="WeekNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("monday", models.DateField()),
                ("product", models.SlugField(max_length=40)),
                ("begun", models.PositiveIntegerField()),
                ("good", models.PositiveIntegerField()),
                ("material_minor", models.BigIntegerField()),
                ("fuel_minor", models.BigIntegerField()),
                ("days", models.DecimalField(decimal_places=1, max_digits=5)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "por teléfono"),
                            ("office", "lo anotó la oficina"),
                            ("sheet", "de una hoja"),
                        ],
                        max_length=8,
                    ),
                ),
                ("noted_at", models.DateTimeField()),
                ("noted_by", models.CharField(max_length=160)),
                (
                    "member",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.member",
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
                "indexes": [models.Index(fields=["union", "product", "monday"], name="week_by_product")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "member", "monday", "product"), name="week_once"),
                    models.CheckConstraint(condition=models.Q(("monday__week_day", 2)), name="week_begins_on_a_monday"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("begun__lte", 100000),
                            ("good__lte", 100000),
                            ("material_minor__range", (0, 1000000000)),
                            ("fuel_minor__range", (0, 1000000000)),
                            ("days__range", (0, 200)),
                        ),
                        name="week_is_sane",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
    ]
