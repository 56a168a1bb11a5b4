-- From here on every entry of an undo says which change it takes back, so that the rows of changes are held against the
-- log (engine/audit/check-changes.ts). Where nothing was grouped or taken back before, all is told.
insert into "audit_entry" ("change", "source", "object", "action")
select gen_random_uuid(), 'migration', 'catalog', 'knownUndos'
where exists (select from "change");
