import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0003_roster"),
        ("training", "0004_guard_attendance"),
        ("unions", "0003_catalyst"),
    ]

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=300)),
                ("title", models.CharField(max_length=120)),
                ("topics", models.JSONField()),
                ("came", models.PositiveSmallIntegerField()),
                ("held", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveIntegerField()),
                ("awarded_on", models.DateField()),
                ("awarded_at", models.DateTimeField()),
                ("awarded_by", models.CharField(max_length=160)),
                ("revoked_on", models.DateField(blank=True, null=True)),
                ("revoke_reason", models.CharField(blank=True, max_length=240)),
                (
                    "course",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="training.course",
                    ),
                ),
                (
                    "person",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
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
                    models.UniqueConstraint(fields=("union", "code"), name="certificate_of_course_code_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_on__isnull", True)),
                        fields=("union", "course", "person"),
                        name="certificate_of_course_stands_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("came__gte", 1), ("came__lte", models.F("held")), ("minutes__gte", 1)),
                        name="certificate_of_course_is_earned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_on__isnull", True),
                            models.Q(("revoke_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="certificate_of_course_revoked_for_a_reason",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("useful", models.PositiveSmallIntegerField(verbose_name="qué tanto te sirvió")),
                (
                    "pace",
                    models.CharField(
                        choices=[("slow", "lento"), ("right", "a buen paso"), ("fast", "muy rápido")], max_length=5
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=400, verbose_name="qué cambiarías")),
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
                    "session",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedbacks",
                        to="training.session",
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
                    models.UniqueConstraint(fields=("union", "session", "person"), name="feedback_once"),
                    models.CheckConstraint(
                        condition=models.Q(("useful__gte", 1), ("useful__lte", 5)), name="feedback_of_one_to_five"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="QuizAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moment", models.CharField(choices=[("before", "antes"), ("after", "después")], max_length=6)),
                ("answers", models.JSONField()),
                ("right", models.PositiveSmallIntegerField()),
                ("total", models.PositiveSmallIntegerField()),
                ("given_at", models.DateTimeField()),
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
                    "session",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quiz_answers",
                        to="training.session",
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
                    models.UniqueConstraint(fields=("union", "session", "person", "moment"), name="quiz_answer_once"),
                    models.CheckConstraint(
                        condition=models.Q(("right__gte", 0), ("right__lte", models.F("total")), ("total__gte", 1)),
                        name="quiz_answer_counts",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
    ]
