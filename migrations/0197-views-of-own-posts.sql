-- Views for a post were read by everybody; where the grant stands as it was given at the beginning, they are read by
-- who holds the post. It stands in the log as all changes of rights do.
with upgrade as materialized (select gen_random_uuid() as change),
given as (
  select g.id, g.rows as before, '{"any": [{"shared": true}, {"post": {"in": "$myPosts"}}]}'::jsonb as after from "grant" g
  where g.object = 'view' and g.rows = '{"any": [{"shared": true}, {"post": {"set": true}}]}'::jsonb),
changed as (
  update "grant" g set rows = given.after, version = g.version + 1 from given where g.id = given.id
  returning g.id, given.before, given.after)
insert into audit_entry (change, source, request, object, record, action, before, after)
select upgrade.change, 'system', 'upgrade', 'grant', changed.id, 'update',
  jsonb_build_object('rows', changed.before), jsonb_build_object('rows', changed.after)
from changed, upgrade order by changed.id;
