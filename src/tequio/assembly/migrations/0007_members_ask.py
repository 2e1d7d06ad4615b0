"""Members ask with their signatures: one each, while it collects them; and no call leaves out what has enough."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion

GUARD = """
-- A signature is an active member's, and comes or goes only while the petition collects them.
CREATE FUNCTION signature_is_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE one assembly_signature; stands text;
BEGIN
  one := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  SELECT state INTO stands FROM assembly_petition WHERE union_id = one.union_id AND id = one.petition_id FOR SHARE;
  IF stands IS DISTINCT FROM 'open' THEN
    RAISE EXCEPTION 'Petition % takes and gives back no signature.', one.petition_id USING ERRCODE = 'TQ037';
  END IF;
  IF TG_OP = 'INSERT' AND NOT EXISTS (
    SELECT 1 FROM members_member m WHERE m.union_id = one.union_id AND m.id = one.member_id AND m.state = 'active'
  ) THEN
    RAISE EXCEPTION 'Member % is not active and signs nothing.', one.member_id USING ERRCODE = 'TQ037';
  END IF;
  RETURN one;
END $$;
CREATE TRIGGER signature_is_sound BEFORE INSERT OR DELETE ON assembly_signature
FOR EACH ROW EXECUTE FUNCTION signature_is_sound();

-- A petition only moves on, and is never deleted: what has its signatures leaves by a call, and comes back from one.
CREATE FUNCTION petition_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
    ('open', 'reached'), ('open', 'withdrawn'), ('reached', 'placed'), ('placed', 'reached')
  ) THEN
    RAISE EXCEPTION 'Petition % does not go that way.', OLD.id USING ERRCODE = 'TQ045';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER petition_moves_on BEFORE UPDATE OR DELETE ON assembly_petition
FOR EACH ROW EXECUTE FUNCTION petition_moves_on();

-- What members demanded with enough signatures goes out with the next call of a general assembly.
CREATE FUNCTION call_carries_what_was_demanded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM assembly_petition WHERE union_id = NEW.union_id AND state = 'reached') THEN
    RAISE EXCEPTION 'Call % leaves out what members demanded.', NEW.id USING ERRCODE = 'TQ038';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER call_carries_what_was_demanded BEFORE UPDATE ON assembly_assembly
FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'called' AND NEW.section_id IS NULL)
EXECUTE FUNCTION call_carries_what_was_demanded();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0006_adviser_gets_no_credential"),
        ("members", "0004_catalyst_is_no_member"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Petition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("point", "un punto en la próxima asamblea"),
                            ("meeting", "que se convoque una asamblea"),
                        ],
                        default="point",
                        max_length=8,
                        verbose_name="qué se pide",
                    ),
                ),
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
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="por qué")),
                ("proposed_on", models.DateField()),
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "junta firmas"),
                            ("reached", "ya tiene las firmas"),
                            ("placed", "en el orden del día"),
                            ("withdrawn", "retirada"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("reached_on", models.DateField(blank=True, null=True)),
                (
                    "item",
                    tequio.core.models.UnionForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="petitions",
                        to="assembly.agendaitem",
                    ),
                ),
                (
                    "proposed_by",
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
                        condition=models.Q(
                            models.Q(("reached_on", None), ("state__in", ("open", "withdrawn"))),
                            models.Q(("reached_on__isnull", False), ("state__in", ("reached", "placed"))),
                            _connector="OR",
                        ),
                        name="petition_reached_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item__isnull", False), ("state", "placed")),
                            models.Q(models.Q(("state", "placed"), _negated=True), ("item", None)),
                            _connector="OR",
                        ),
                        name="petition_placed_in_a_point",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                        ),
                        name="petition_asks_something",
                    ),
                ],
                "indexes": [models.Index(fields=["union", "state", "id"], name="petition_by_state")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signed_on", models.DateField()),
                ("noted_by", models.CharField(blank=True, max_length=160)),
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
                    "petition",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="assembly.petition",
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
                "constraints": [models.UniqueConstraint(fields=("union", "petition", "member"), name="signature_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        OwnByUnion("petition"),
        OwnByUnion("signature"),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
