-- Up to here the log left out of lines what these held in fields that were retired as the lines were written; from here
-- on it tells them whole (engine/audit/check-against-log.ts), and that a field was emptied as somebody was made
-- anonymous. Where no field was ever retired, nor added with a value for all, nothing was left out.
insert into "audit_entry" ("change", "source", "object", "action")
select gen_random_uuid(), 'migration', 'catalog', 'knownLines'
where exists (select from "audit_entry"
  where (split_part("action", ':', 1) = 'retireField' and "action" not in ('create', 'update'))
    or ("action" = 'addField' and "after" ? 'default'));
