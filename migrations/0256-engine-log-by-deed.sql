-- What is done seldom, and through what, is found in the log without looking at all of it (engine/audit/log.ts).
create index audit_entry_deed_idx on audit_entry (split_part(action, ':', 1), id) where action not in ('create', 'update');

create index audit_entry_source_idx on audit_entry (source, id) where source not in ('web', 'api', 'import');
