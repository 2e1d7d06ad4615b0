import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0003_roster"),
        ("unions", "0003_catalyst"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="nombre")),
                ("summary", models.CharField(blank=True, max_length=400, verbose_name="para qué es")),
                ("begins_on", models.DateField(verbose_name="empieza")),
                ("ends_on", models.DateField(verbose_name="termina")),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("begins_on"))),
                        name="programme_ends_after_it_begins",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="nombre")),
                ("goal", models.CharField(blank=True, max_length=400, verbose_name="qué se aprende")),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "programme",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="training.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "programme", "title"), name="course_title_once")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=160, verbose_name="tema")),
                ("speaker", models.CharField(blank=True, max_length=160, verbose_name="quien la da")),
                ("begins_at", models.DateTimeField(verbose_name="empieza")),
                ("sheet", models.SlugField(blank=True, max_length=60)),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutos")),
                ("place", models.CharField(max_length=160, verbose_name="lugar")),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("material", models.CharField(blank=True, max_length=240, verbose_name="qué llevar")),
                ("seats", models.PositiveIntegerField(blank=True, null=True, verbose_name="lugares")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planeada"), ("cancelled", "cancelada")], default="planned", max_length=10
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=240, verbose_name="por qué se canceló")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
                (
                    "course",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="training.course",
                    ),
                ),
                (
                    "section",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                "indexes": [models.Index(fields=["union", "begins_at"], name="session_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "uid"), name="session_uid_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "planned")),
                        fields=("union", "course", "begins_at", "topic"),
                        name="session_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 10), ("minutes__lte", 720)), name="session_lasts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seats__isnull", True), models.Q(("seats__gte", 1), ("seats__lte", 10000)), _connector="OR"
                        ),
                        name="session_has_seats",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="session_cancelled_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                            _connector="OR",
                        ),
                        name="session_lies_somewhere",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("taken_at", models.DateTimeField()),
                (
                    "person",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.person",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "session",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_seats",
                        to="training.session",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["union", "person"], name="seat_by_person")],
                "constraints": [models.UniqueConstraint(fields=("union", "session", "person"), name="seat_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.PositiveIntegerField(default=1)),
                (
                    "course",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.course",
                    ),
                ),
                (
                    "person",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.person",
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
                        fields=("union", "course", "person"), name="feed_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("course__isnull", True), ("person__isnull", True), _connector="OR"),
                        name="feed_of_a_course_or_a_person",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
    ]
