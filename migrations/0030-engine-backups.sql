-- Backups by schedule and their trials (engine/backup/scheduled-backups.ts, decisions/0028-scheduled-backups.md).
-- They come along with a backup, as all tables do.
create table backup_run (
  -- The job that did it.
  id uuid primary key,
  kind text not null check (kind in ('backup', 'trial')),
  state text not null check (state in ('running', 'done', 'failed')),
  name text,
  bytes bigint,
  encrypted boolean,
  error text,
  began_at timestamptz not null default now(),
  ended_at timestamptz
);
create index backup_run_began_at_idx on backup_run (began_at desc);
