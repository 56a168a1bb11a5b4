-- Posts of before intake get its steps by what they may do already: whoever may change a partner hands it in and asks for
-- its data, whoever may close one takes the steps. Where anybody was given a step, somebody has decided on it. It
-- stands in the log as all changes of rights do.
with upgrade as materialized (select gen_random_uuid() as change),
given as (
  select g.id, g.actions as before, g.actions || array['submit', 'askData']
    || case when 'deactivate' = any (g.actions) then array['verify', 'validate', 'approve', 'return', 'refuse'] else '{}' end as after
  from "grant" g
  where g.object in ('customer', 'supplier', 'contact') and 'change' = any (g.actions)
    and not exists (select from "grant" o where o.actions && array['submit', 'verify', 'approve'])),
changed as (
  update "grant" g set actions = given.after, version = g.version + 1 from given where g.id = given.id
  returning g.id, given.before, given.after)
insert into audit_entry (change, source, request, object, record, action, before, after)
select upgrade.change, 'system', 'upgrade', 'grant', changed.id, 'update',
  jsonb_build_object('actions', changed.before), jsonb_build_object('actions', changed.after)
from changed, upgrade order by changed.id;
