import django.db.models.deletion
import django.db.models.expressions
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
            name="Assembly",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="nombre")),
                (
                    "kind",
                    models.CharField(
                        choices=[("ordinary", "ordinaria"), ("extraordinary", "extraordinaria")],
                        default="ordinary",
                        max_length=14,
                        verbose_name="tipo",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("consumer_coop", "cooperativa de consumo"),
                            ("producer_coop", "cooperativa de producción"),
                            ("civil_association", "asociación civil"),
                            ("sderl_mi", "S. de R.L. microindustrial"),
                            ("forum", "foro, sin figura legal"),
                        ],
                        max_length=20,
                    ),
                ),
                ("own_rules", models.JSONField(blank=True, default=dict)),
                ("by_delegates", models.BooleanField(default=False, verbose_name="de delegadas y delegados")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en preparación"),
                            ("called", "convocada"),
                            ("lacked", "sin quórum"),
                            ("open", "en sesión"),
                            ("closed", "terminada"),
                            ("cancelled", "cancelada"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("call", models.PositiveSmallIntegerField(default=1)),
                ("meets_at", models.DateTimeField(verbose_name="primera convocatoria")),
                ("second_at", models.DateTimeField(verbose_name="segunda convocatoria")),
                ("place", models.CharField(max_length=240, verbose_name="lugar")),
                (
                    "called_by",
                    models.CharField(
                        choices=[
                            ("board", "el consejo de administración"),
                            ("vigilance", "el consejo de vigilancia"),
                            ("assembly", "la asamblea anterior"),
                            ("members", "las socias y socios, con su firma"),
                        ],
                        default="board",
                        max_length=10,
                        verbose_name="convoca",
                    ),
                ),
                ("signers", models.PositiveIntegerField(default=0, verbose_name="firmas")),
                ("called_on", models.DateField(blank=True, null=True)),
                ("second_called_on", models.DateField(blank=True, null=True)),
                ("began_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("entitled", models.PositiveIntegerField(default=0)),
                ("present_at_opening", models.PositiveIntegerField(default=0)),
                ("presides", models.CharField(blank=True, max_length=160, verbose_name="preside")),
                ("keeps_minutes", models.CharField(blank=True, max_length=160, verbose_name="levanta el acta")),
                ("tellers", models.CharField(blank=True, max_length=240, verbose_name="escrutan")),
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
                "indexes": [models.Index(fields=["union", "state", "meets_at"], name="assembly_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("call__in", (1, 2))), name="assembly_call_is_first_or_second"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("second_at__gte", models.F("meets_at"))),
                        name="assembly_second_not_before_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("draft", "cancelled")), ("called_on__isnull", False), _connector="OR"
                        ),
                        name="assembly_called_has_its_day",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=240, verbose_name="punto")),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("ordinary", "asunto ordinario"),
                            ("bylaws", "cambio de bases o estatutos"),
                            ("exclusion", "exclusión de una persona"),
                            ("dissolution", "disolución"),
                            ("reelection", "reelección"),
                            ("object", "cambio de objeto u obligaciones"),
                        ],
                        default="ordinary",
                        max_length=12,
                        verbose_name="asunto",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "assembly",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="assembly.assembly",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "assembly", "number"), name="agenda_number_once")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weight", models.PositiveIntegerField(default=1)),
                ("code", models.CharField(max_length=12)),
                ("is_present", models.BooleanField(default=False)),
                ("mandate", models.CharField(blank=True, max_length=240)),
                (
                    "assembly",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credentials",
                        to="assembly.assembly",
                    ),
                ),
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
                    "section",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
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
                "indexes": [models.Index(fields=["union", "assembly", "is_present"], name="credential_present")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "assembly", "member"), name="credential_once"),
                    models.UniqueConstraint(fields=("union", "assembly", "code"), name="credential_code_once"),
                    models.CheckConstraint(condition=models.Q(("weight__gt", 0)), name="credential_has_votes"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="título")),
                ("text", models.TextField(max_length=20000, verbose_name="texto")),
                (
                    "assembly",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="assembly.assembly",
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
            name="Motion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000, verbose_name="se propone")),
                ("proposed_by", models.CharField(max_length=160, verbose_name="propone")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "propuesta"),
                            ("withdrawn", "retirada"),
                            ("carried", "aprobada"),
                            ("rejected", "no aprobada"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                (
                    "amends",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="assembly.motion",
                    ),
                ),
                (
                    "item",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="motions",
                        to="assembly.agendaitem",
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
            name="Movement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("comes_in", models.BooleanField()),
                (
                    "way",
                    models.CharField(
                        choices=[("card", "tarjeta"), ("list", "lista"), ("phone", "teléfono")], max_length=5
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("noted_by", models.CharField(max_length=160)),
                (
                    "credential",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="assembly.credential",
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
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("call", models.PositiveSmallIntegerField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("text", "mensaje"),
                            ("phone", "llamada"),
                            ("letter", "carta con firma"),
                            ("house", "visita"),
                            ("poster", "cartel en su pueblo"),
                        ],
                        max_length=8,
                    ),
                ),
                ("told_on", models.DateField()),
                ("told_by", models.CharField(max_length=160)),
                (
                    "assembly",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="assembly.assembly",
                    ),
                ),
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
                    models.UniqueConstraint(fields=("union", "assembly", "member", "call", "way"), name="notice_once")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PaperBallot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12)),
                ("page", models.BigIntegerField()),
                ("worth", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("printed", "impresa"),
                            ("doubtful", "con duda"),
                            ("read", "leída"),
                            ("void", "anulada"),
                        ],
                        default="printed",
                        max_length=8,
                    ),
                ),
                ("seen", models.JSONField(blank=True, null=True)),
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
                    models.UniqueConstraint(fields=("union", "page"), name="paper_page_once"),
                    models.CheckConstraint(condition=models.Q(("worth__gt", 0)), name="paper_is_worth_something"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="DoubtReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reader_id", models.BigIntegerField()),
                ("reader", models.CharField(max_length=160)),
                ("ranking", models.JSONField(default=list)),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "paper",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="assembly.paperballot",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "paper", "reader_id"), name="doubt_read_once")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Proxy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("witnesses", models.CharField(max_length=240, verbose_name="testigos")),
                (
                    "giver",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given",
                        to="assembly.credential",
                    ),
                ),
                (
                    "holder",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held",
                        to="assembly.credential",
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
                    models.UniqueConstraint(fields=("union", "giver"), name="proxy_given_once"),
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("holder")), _negated=True), name="proxy_not_to_oneself"
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=240, verbose_name="pregunta")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("motion", "a favor o en contra"),
                            ("plurality", "gana quien tenga más votos"),
                            ("majority", "gana quien pase de la mitad"),
                            ("approval", "se marca a todas las personas que se aceptan"),
                            ("scottish", "voto transferible, regla escocesa"),
                            ("meek", "voto transferible, regla de Meek"),
                        ],
                        max_length=10,
                        verbose_name="cómo se cuenta",
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(default=1, verbose_name="cargos por elegir")),
                ("is_secret", models.BooleanField(default=True, verbose_name="secreta")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "en preparación"),
                            ("open", "abierta"),
                            ("closed", "cerrada"),
                            ("counted", "contada"),
                            ("annulled", "anulada"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("seed", models.CharField(blank=True, max_length=120, verbose_name="semilla del sorteo")),
                ("term_years", models.PositiveSmallIntegerField(default=0, verbose_name="años del cargo")),
                ("present_at_closing", models.PositiveIntegerField(default=0)),
                (
                    "item",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="assembly.agendaitem",
                    ),
                ),
                (
                    "motion",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="assembly.motion",
                    ),
                ),
                (
                    "office",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.office",
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
                    models.CheckConstraint(condition=models.Q(("seats__gt", 0)), name="vote_has_seats"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("draft", "annulled")), models.Q(("seed", ""), _negated=True), _connector="OR"
                        ),
                        name="vote_seed_before_opening",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Urn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("salt", models.BinaryField()),
                ("sealed", models.BinaryField(default=b"")),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "vote",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urns",
                        to="assembly.vote",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("union", "vote"), name="urn_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="paperballot",
            name="vote",
            field=tequio.core.models.UnionForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="assembly.vote",
            ),
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("valid", models.PositiveIntegerField()),
                ("blank", models.PositiveIntegerField()),
                ("has_carried", models.BooleanField(null=True)),
                ("needed", models.PositiveIntegerField(default=0)),
                ("winners", models.JSONField(default=list)),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "vote",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="assembly.vote",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("union", "vote"), name="outcome_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=160)),
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
                (
                    "vote",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="options",
                        to="assembly.vote",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "vote", "place"), name="option_place_once"),
                    models.UniqueConstraint(fields=("union", "vote", "name"), name="option_name_once"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "teléfono"),
                            ("paper", "boleta de papel"),
                            ("hand", "mano alzada"),
                            ("helped", "con ayuda"),
                        ],
                        max_length=6,
                    ),
                ),
                ("weight", models.PositiveIntegerField()),
                (
                    "credential",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="assembly.credential",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "vote",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="assembly.vote",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "vote", "credential"), name="mark_once"),
                    models.CheckConstraint(condition=models.Q(("weight__gt", 0)), name="mark_has_votes"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="HandCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("in_favour", models.PositiveIntegerField(verbose_name="a favor")),
                ("against", models.PositiveIntegerField(verbose_name="en contra")),
                ("abstained", models.PositiveIntegerField(verbose_name="abstenciones")),
                ("votes", models.PositiveIntegerField()),
                ("counted_by", models.CharField(max_length=240, verbose_name="contaron")),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "vote",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_counts",
                        to="assembly.vote",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "votes",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("in_favour"), "+", models.F("against")
                                    ),
                                    "+",
                                    models.F("abstained"),
                                ),
                            )
                        ),
                        name="hands_add_up",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Assistance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("helped_by", models.CharField(max_length=160)),
                ("reason", models.CharField(max_length=240, verbose_name="por qué")),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="unions.union"
                    ),
                ),
                (
                    "credential",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assembly.credential",
                    ),
                ),
                (
                    "vote",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assistances",
                        to="assembly.vote",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "vote", "credential"), name="assistance_once")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name="paperballot",
            constraint=models.UniqueConstraint(fields=("union", "vote", "code"), name="paper_code_once"),
        ),
    ]
