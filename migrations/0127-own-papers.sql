-- People of a partner saw their papers in no place: whoever sees the card of the own partner as it was given at
-- the beginning sees its papers there, and what it was asked for. It stands in the log as all changes of rights do.
with upgrade as materialized (select gen_random_uuid() as change),
given as (
  select g.id, g.see as before, g.see || array['files', 'dataRequests'] as after from "grant" g
  where g.object in ('party', 'customer', 'supplier', 'contact') and g.rows = '{"id": "$myParty"}'::jsonb
    and g.see @> array['addresses', 'bankAccounts', 'identifiers'] and not g.see && array['files', 'dataRequests']),
changed as (
  update "grant" g set see = given.after, version = g.version + 1 from given where g.id = given.id
  returning g.id, given.before, given.after)
insert into audit_entry (change, source, request, object, record, action, before, after)
select upgrade.change, 'system', 'upgrade', 'grant', changed.id, 'update',
  jsonb_build_object('see', changed.before), jsonb_build_object('see', changed.after)
from changed, upgrade order by changed.id;
