"""What must hold whatever the program does: nobody votes twice or out of turn, and the urn only grows until counted."""

from django.db import migrations

from tequio.core.operations import OwnByUnion

TABLES = (
    "assembly", "agendaitem", "document", "motion", "credential", "proxy", "vote", "option", "urn", "paperballot",
    "doubtreading",
)  # fmt: skip
FOREVER = ("notice", "movement", "mark", "assistance", "handcount", "outcome")

GUARD = r"""
-- A mark is for an open vote of the credential's own assembly, with all its votes, and never for an outside adviser.
-- The vote is held, so that closing it and voting in it do not cross.
CREATE FUNCTION mark_is_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
  IF EXISTS (
    SELECT 1 FROM unions_term t
    JOIN unions_office o ON o.union_id = t.union_id AND o.id = t.office_id AND o.kind = 'catalyst'
    JOIN members_member m ON m.union_id = t.union_id AND m.user_id = t.user_id
    WHERE t.union_id = NEW.union_id AND m.id = card.member_id
      AND daterange(t.begins_on, t.ends_on) @> CURRENT_DATE
  ) THEN
    RAISE EXCEPTION 'An outside adviser does not vote.' USING ERRCODE = 'TQ020';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mark_is_sound BEFORE INSERT ON assembly_mark FOR EACH ROW EXECUTE FUNCTION mark_is_sound();

-- The urn takes ballots until the count and loses none before it; at commit it holds no more votes than marks allow.
CREATE FUNCTION urn_only_grows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE stands text;
BEGIN
  SELECT state INTO stands FROM assembly_vote WHERE union_id = NEW.union_id AND id = NEW.vote_id;
  IF NEW.vote_id <> OLD.vote_id OR (stands NOT IN ('counted', 'annulled') AND (
    octet_length(NEW.sealed) < octet_length(OLD.sealed) OR NEW.salt <> OLD.salt
  )) THEN
    RAISE EXCEPTION 'The urn of vote % loses nothing before it is counted.', OLD.vote_id USING ERRCODE = 'TQ033';
  END IF;
  IF stands IN ('counted', 'annulled') AND octet_length(NEW.sealed) > octet_length(OLD.sealed) THEN
    RAISE EXCEPTION 'Vote % is over.', OLD.vote_id USING ERRCODE = 'TQ031';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER urn_only_grows BEFORE UPDATE ON assembly_urn FOR EACH ROW EXECUTE FUNCTION urn_only_grows();

CREATE FUNCTION urn_is_not_stuffed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE held bigint; allowed bigint;
BEGIN
  SELECT octet_length(sealed) / 92 INTO held FROM assembly_urn WHERE union_id = NEW.union_id AND id = NEW.id;
  SELECT coalesce(sum(weight), 0) INTO allowed FROM assembly_mark
  WHERE union_id = NEW.union_id AND vote_id = NEW.vote_id AND channel <> 'hand';
  IF held > allowed THEN
    RAISE EXCEPTION 'The urn of vote % holds % ballots for % votes.', NEW.vote_id, held, allowed
      USING ERRCODE = 'TQ034';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER urn_is_not_stuffed AFTER INSERT OR UPDATE ON assembly_urn
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION urn_is_not_stuffed();

-- Raised hands are exactly the votes that were marked for them.
CREATE FUNCTION hands_are_marked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE counted bigint; marked bigint;
BEGIN
  SELECT coalesce(sum(votes), 0) INTO counted FROM assembly_handcount
  WHERE union_id = NEW.union_id AND vote_id = NEW.vote_id;
  SELECT coalesce(sum(weight), 0) INTO marked FROM assembly_mark
  WHERE union_id = NEW.union_id AND vote_id = NEW.vote_id AND channel = 'hand';
  IF counted <> marked THEN
    RAISE EXCEPTION '% hands counted for % votes.', counted, marked USING ERRCODE = 'TQ035';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER hands_are_marked AFTER INSERT ON assembly_handcount
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hands_are_marked();
CREATE CONSTRAINT TRIGGER marked_hands_are_counted AFTER INSERT ON assembly_mark
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.channel = 'hand') EXECUTE FUNCTION hands_are_marked();
"""


class Migration(migrations.Migration):
    dependencies = [("assembly", "0001_first_tables"), ("members", "0002_guard"), ("unions", "0003_catalyst")]

    operations = [
        *(OwnByUnion(name) for name in TABLES),
        *(OwnByUnion(name, append_only=True) for name in FOREVER),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
