-- Records that had gone into the person's when they were erased, and those that went with them, by number: in
-- a backup from before they may still be alive.
alter table person_erasure add column former jsonb not null default '[]';
alter table person_erasure add column linked jsonb not null default '[]';

-- Files of imports that an erasure took, until they are off the disk.
create table erased_file (
  import uuid primary key,
  at timestamptz not null default now()
);
