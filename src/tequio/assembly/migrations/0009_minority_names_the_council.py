"""The minority of the board's election names the vigilance council, and nobody else votes for it then."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import tequio.core.models
from tequio.core.operations import OwnByUnion

GUARD = """
ALTER TABLE assembly_vote ADD CONSTRAINT assembly_vote_minority_of_id_in_union FOREIGN KEY (union_id, minority_of_id)
  REFERENCES assembly_vote (union_id, id) DEFERRABLE INITIALLY DEFERRED;

-- A minority forms at a counted election of the board, of people of that assembly, until it names the council.
CREATE FUNCTION dissenter_is_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE one assembly_dissenter;
BEGIN
  one := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  IF NOT EXISTS (
    SELECT 1 FROM assembly_vote v
    JOIN assembly_agendaitem i ON i.union_id = v.union_id AND i.id = v.item_id
    JOIN assembly_credential c ON c.union_id = v.union_id AND c.assembly_id = i.assembly_id
    WHERE v.union_id = one.union_id AND v.id = one.vote_id AND c.id = one.credential_id
      AND v.body = 'board' AND v.state = 'counted'
  ) OR EXISTS (
    SELECT 1 FROM assembly_vote v WHERE v.union_id = one.union_id AND v.minority_of_id = one.vote_id
      AND v.state <> 'annulled'
  ) THEN
    RAISE EXCEPTION 'No minority of vote % forms or changes.', one.vote_id USING ERRCODE = 'TQ039';
  END IF;
  RETURN one;
END $$;
CREATE TRIGGER dissenter_is_sound BEFORE INSERT OR DELETE ON assembly_dissenter
FOR EACH ROW EXECUTE FUNCTION dissenter_is_sound();

-- As before, and two things more: where a minority names a council, a mark is one of its own; and the day on which an
-- adviser still is one is the union's, not the server's.
CREATE OR REPLACE FUNCTION mark_is_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE held assembly_vote; card assembly_credential; sits_in bigint;
BEGIN
  SELECT * INTO held FROM assembly_vote WHERE union_id = NEW.union_id AND id = NEW.vote_id FOR SHARE;
  SELECT * INTO card FROM assembly_credential WHERE union_id = NEW.union_id AND id = NEW.credential_id;
  SELECT assembly_id INTO sits_in FROM assembly_agendaitem WHERE union_id = NEW.union_id AND id = held.item_id;
  IF held.state IS DISTINCT FROM 'open' THEN
    RAISE EXCEPTION 'Vote % is not open.', NEW.vote_id USING ERRCODE = 'TQ031';
  END IF;
  IF sits_in IS DISTINCT FROM card.assembly_id OR NEW.weight IS DISTINCT FROM card.weight THEN
    RAISE EXCEPTION 'Credential % does not vote so in vote %.', NEW.credential_id, NEW.vote_id USING ERRCODE = 'TQ032';
  END IF;
  IF held.minority_of_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM assembly_dissenter d
    WHERE d.union_id = NEW.union_id AND d.vote_id = held.minority_of_id AND d.credential_id = NEW.credential_id
  ) THEN
    RAISE EXCEPTION 'Credential % is not of the minority that votes in vote %.', NEW.credential_id, NEW.vote_id
      USING ERRCODE = 'TQ032';
  END IF;
  IF EXISTS (
    SELECT 1 FROM unions_term t
    JOIN unions_office o ON o.union_id = t.union_id AND o.id = t.office_id AND o.kind = 'catalyst'
    JOIN members_member m ON m.union_id = t.union_id AND m.user_id = t.user_id
    WHERE t.union_id = NEW.union_id AND m.id = card.member_id
      AND daterange(t.begins_on, t.ends_on) @> union_day()
  ) THEN
    RAISE EXCEPTION 'An outside adviser does not vote.' USING ERRCODE = 'TQ020';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0008_first_terms_are_staggered"),
        ("unions", "0004_catalyst_deeds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dissenter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noted_by", models.CharField(blank=True, max_length=160)),
                (
                    "credential",
                    tequio.core.models.UnionForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dissents",
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
                        related_name="dissenters",
                        to="assembly.vote",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "everywhere",
                "default_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("union", "vote", "credential"), name="dissenter_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("everywhere", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="vote",
            name="body",
            field=models.CharField(
                blank=True,
                choices=[("board", "consejo de administración"), ("vigilance", "consejo de vigilancia")],
                max_length=9,
                verbose_name="órgano",
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="minority_of",
            field=tequio.core.models.UnionForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="named_by_minority",
                to="assembly.vote",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(("minority_of", None), ("body", "vigilance"), _connector="OR"),
                name="vote_of_minority_is_of_vigilance",
            ),
        ),
        OwnByUnion("dissenter"),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
