"""Whoever has an interest of his own in what is asked does not vote on it."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion

GUARD = """
-- Before he has voted, in the same assembly; and not taken back once the vote is closed.
CREATE FUNCTION recusal_is_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE one assembly_recusal; stands text;
BEGIN
  one := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  SELECT v.state INTO stands FROM assembly_vote v
  JOIN assembly_agendaitem i ON i.union_id = v.union_id AND i.id = v.item_id
  JOIN assembly_credential c ON c.union_id = v.union_id AND c.assembly_id = i.assembly_id
  WHERE v.union_id = one.union_id AND v.id = one.vote_id AND c.id = one.credential_id FOR SHARE OF v;
  IF stands IS NULL OR stands NOT IN ('draft', 'open') OR EXISTS (
    SELECT 1 FROM assembly_mark m
    WHERE m.union_id = one.union_id AND m.vote_id = one.vote_id AND m.credential_id = one.credential_id
  ) THEN
    RAISE EXCEPTION 'Credential % is not set aside in vote %.', one.credential_id, one.vote_id USING ERRCODE = 'TQ044';
  END IF;
  RETURN one;
END $$;
CREATE TRIGGER recusal_is_sound BEFORE INSERT OR DELETE ON assembly_recusal
FOR EACH ROW EXECUTE FUNCTION recusal_is_sound();

CREATE FUNCTION nobody_set_aside_votes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM assembly_recusal r
    WHERE r.union_id = NEW.union_id AND r.vote_id = NEW.vote_id AND r.credential_id = NEW.credential_id
  ) THEN
    RAISE EXCEPTION 'Credential % is set aside in vote %.', NEW.credential_id, NEW.vote_id USING ERRCODE = 'TQ032';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER nobody_set_aside_votes BEFORE INSERT ON assembly_mark
FOR EACH ROW EXECUTE FUNCTION nobody_set_aside_votes();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0010_substitutes_of_delegates"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=240, verbose_name="por qué")),
                ("noted_by", models.CharField(max_length=160)),
                (
                    "credential",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
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
                        related_name="recusals",
                        to="assembly.vote",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("union", "vote", "credential"), name="recusal_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        OwnByUnion("recusal"),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
