-- Erasures of before named the person's record alone: those into which others had gone are written to the list
-- again, with these.
with recursive went (record, id) as (
  select p.record, m.id from person_erasure p join moved_record m on m.target = p.record and m.object = p.object
  union
  select w.record, m.id from went w join moved_record m on m.target = w.id
)
update person_erasure p set former = f.ids, listed = false
  from (select record, jsonb_agg(id) as ids from went group by record) f
  where f.record = p.record and p.former = '[]';
