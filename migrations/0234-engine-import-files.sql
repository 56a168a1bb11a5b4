-- The files of imports that this installation put into its data folder (engine/transfer/drop-left-files.ts). What
-- others put there, it never clears away. Those of before are known by the imports there are.
create table import_file (
  id uuid primary key,
  at timestamptz not null default now()
);

insert into import_file (id) select id from import;
