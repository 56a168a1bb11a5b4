-- The contents of files that this installation put where contents are kept (engine/files/collect-files.ts). What
-- others put there, it never clears away. Those of before are known by the log, and by the files (0231).
create table kept_content (
  hash text primary key
);

insert into kept_content (hash)
select distinct after ->> 'hash' from audit_entry
where object = 'file' and action = 'create' and after ->> 'hash' ~ '^[0-9a-f]{64}$';
