alter table "contact_link" add column "ended_because" text collate kontor_order;

alter table "supplier_link" add column "ended_because" text collate kontor_order;

-- Whoever may change a link may end it as well; where posts are given their starting rights later, this finds none.
with upgrade as materialized (select gen_random_uuid() as change),
given as (
  select g.id, g.actions as before, array_append(g.actions, 'unlink') as after from "grant" g
  where g.object in ('contactLink', 'supplierLink') and 'change' = any (g.actions)
    and not 'unlink' = any (g.actions)),
changed as (
  update "grant" g set actions = given.after, version = g.version + 1 from given where g.id = given.id
  returning g.id, given.before, given.after)
insert into audit_entry (change, source, request, object, record, action, before, after)
select upgrade.change, 'system', 'upgrade', 'grant', changed.id, 'update',
  jsonb_build_object('actions', changed.before), jsonb_build_object('actions', changed.after)
from changed, upgrade order by changed.id;
