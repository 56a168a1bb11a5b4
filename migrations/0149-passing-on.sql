-- Who hands partners over may also say whom a step of intake waits for instead.
with upgrade as materialized (select gen_random_uuid() as change),
given as (
  select g.id, g.actions as before, array_append(g.actions, 'passOn') as after from "grant" g
  where g.object in ('customer', 'supplier', 'contact') and 'handOver' = any (g.actions)
    and not 'passOn' = any (g.actions)),
changed as (
  update "grant" g set actions = given.after, version = g.version + 1 from given where g.id = given.id
  returning g.id, given.before, given.after)
insert into audit_entry (change, source, request, object, record, action, before, after)
select upgrade.change, 'system', 'upgrade', 'grant', changed.id, 'update',
  jsonb_build_object('actions', changed.before), jsonb_build_object('actions', changed.after)
from changed, upgrade order by changed.id;
