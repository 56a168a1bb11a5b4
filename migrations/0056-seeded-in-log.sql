-- Posts and rights that an earlier version put in by itself have no beginning in the log, which is now held against
-- the data: they begin as they stand.

create temporary table seeded on commit drop as select gen_random_uuid() as change;

insert into audit_entry (change, source, request, object, record, action, after)
select seeded.change, 'system', 'upgrade', 'post', p.id, 'create', jsonb_strip_nulls(jsonb_build_object(
  'key', p.key, 'name', p.name, 'administrator', p.administrator, 'superior', p.superior, 'secondFactor', p.second_factor))
from post p, seeded
where not exists (select from audit_entry e where e.record = p.id and e.object = 'post' and e.action = 'create')
order by p.id;

insert into audit_entry (change, source, request, object, record, action, after)
select seeded.change, 'system', 'upgrade', 'grant', g.id, 'create', jsonb_strip_nulls(jsonb_build_object(
  'post', g.post, 'group', g."group", 'user', g."user", 'object', g.object, 'actions', g.actions, 'rows', g.rows,
  'see', g.see, 'change', g.change, 'from', g."from", 'until', g.until, 'confirmedOn', g.confirmed_on))
from "grant" g, seeded
where not exists (select from audit_entry e where e.record = g.id and e.object = 'grant' and e.action = 'create')
order by g.id;
