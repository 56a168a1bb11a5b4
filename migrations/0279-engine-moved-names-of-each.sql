-- Of two merged records that bore the same name each keeps it, so that the one leads on by it when the other comes back.
alter table "moved_name" drop constraint "moved_name_pkey";
alter table "moved_name" add constraint "moved_name_pkey" primary key ("object", "field", "value", "record");

-- What the earlier of two had lost is taken from the log, where it tells of one merge of them. Names are folded by the
-- program: that of people is taken from another that was written in the same way.
create temporary table lost_name on commit drop as
with merged as (
  select m.object, m.id, min(e.id) as entry
  from moved_record m join audit_entry e
    on e.record = m.target and e.object = m.object and e.action like 'do:%.merge' and e.after ->> 'other' = m.id::text
  where not exists (select from audit_erasure r where r.entry = e.id)
  group by m.object, m.id having count(*) = 1)
select g.object, g.id as record, k.key as field, k.value
from merged g join audit_entry e on e.id = g.entry cross join jsonb_each_text(e.after) k
where k.key <> 'other' and k.value is not null;

insert into "moved_name" ("object", "field", "value", "record")
select object, field, value, record from lost_name where field <> 'title'
on conflict do nothing;

insert into "moved_name" ("object", "field", "value", "record")
select distinct l.object, n.field, n.value, l.record
from lost_name l
join lost_name o on o.object = l.object and o.field = 'title' and o.value = l.value and o.record <> l.record
join "moved_name" n on n.record = o.record and n.field = '~title'
where l.field = 'title' and not exists (select from "moved_name" m where m.record = l.record and m.field = '~title')
on conflict do nothing;

-- From here on every former name is in its place, so that one taken out is named (engine/merge/check-moves.ts).
insert into "audit_entry" ("change", "source", "object", "action")
select gen_random_uuid(), 'migration', 'catalog', 'knownNames'
where exists (select from "moved_record");
