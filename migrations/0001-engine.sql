-- What the engine itself keeps, beside the tables of the declared objects.

-- As people sort words in any script, alike on every server.
create collation kontor_order (provider = icu, locale = 'und');

-- Tells all processes (engine/database/listener.ts) that something they may remember has changed.
create function kontor_notice() returns trigger language plpgsql as $$
begin
  perform pg_notify(case when length(tg_table_schema || '.' || tg_argv[0]) < 64 then tg_table_schema
                         else left(encode(sha256(tg_table_schema::bytea), 'hex'), 32) end || '.' || tg_argv[0], '');
  return null;
end $$;

-- Facts are only ever added. Erasing a field's data for good is the one exception, and says so to the session.
create function kontor_keep_facts() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('kontor.erasing', true), '') = 'on' then
    return null;
  end if;
  raise exception 'The rows of % are facts, which are never changed or deleted.', tg_table_name;
end $$;

create table engine_state (
  key text primary key,
  value jsonb not null
);

-- The model: objects and fields that were added at run time, and how built-in fields were adjusted.

create table catalog_object (
  name text primary key,
  declaration json not null,
  table_name text not null unique,
  retired_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid
);

create table catalog_field (
  object text not null,
  name text not null,
  declaration json not null,
  column_name text,
  -- Its values are still being computed.
  pending boolean not null default false,
  place bigint generated always as identity,
  retired_at timestamptz,
  erased_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (object, name)
);

create table catalog_adjustment (
  object text not null,
  field text not null,
  changes jsonb not null,
  primary key (object, field)
);

-- What administrators ask of records: obligatory fields, and what their values must be.
create table catalog_rule (
  object text primary key,
  rules json not null
);

-- Who changed what, when, from where and why.

create table audit_entry (
  id bigint generated always as identity primary key,
  change uuid not null,
  at timestamptz not null default clock_timestamp(),
  actor uuid,
  source text not null,
  request text,
  object text not null,
  record uuid,
  action text not null,
  before jsonb,
  after jsonb,
  reason text,
  confirmed text[],
  tx xid8 not null default pg_current_xact_id()
);
create index audit_entry_record_idx on audit_entry (record, id);
create index audit_entry_change_idx on audit_entry (change, id);
create index audit_entry_tx_idx on audit_entry (tx);
create index audit_entry_actor_idx on audit_entry (actor, id);
create index audit_entry_object_idx on audit_entry (object, id);
create trigger audit_entry_kept before update or delete or truncate on audit_entry
  for each statement execute function kontor_keep_facts();

-- Changes that group the writes of many records: a bulk change, an import, an undo.
create table change (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  actor uuid,
  kind text not null,
  label text not null,
  object text,
  total bigint,
  -- The change that this one takes back; a change of one record has no row of its own here.
  undoes uuid,
  undone_by uuid
);
create index change_at_idx on change (at);
create index change_undoes_idx on change (undoes);

create table idempotency (
  "user" uuid not null,
  path text not null,
  key text not null,
  body_hash text not null,
  at timestamptz not null default now(),
  status integer,
  body text,
  headers jsonb,
  primary key ("user", path, key)
);
create index idempotency_at_idx on idempotency (at);

-- Records that were merged into another one: their ids answer for it ever after.
create table moved_record (
  id uuid primary key,
  object text not null,
  target uuid not null,
  at timestamptz not null default now()
);
create index moved_record_target_idx on moved_record (target);

-- Who may come in. Secrets are kept as hashes only.

create table credential (
  "user" uuid primary key,
  password_hash text not null,
  changed_at timestamptz not null default now()
);

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  "user" uuid not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  address text,
  agent text
);
create index session_user_idx on session ("user");
create index session_expires_at_idx on session (expires_at);

create table api_key (
  id uuid primary key,
  "user" uuid not null,
  name text not null,
  key_hash bytea not null unique,
  hint text not null,
  created_at timestamptz not null default now(),
  created_by uuid,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_key_user_idx on api_key ("user");

create table setup_link (
  token_hash bytea primary key,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create unlogged table sign_in_failure (
  key text primary key,
  failures integer not null,
  last_at timestamptz not null
);

-- Work that goes on after an answer: durable, resumed after a crash, listed with its progress.

create table job (
  id uuid primary key,
  name text not null,
  payload jsonb not null,
  -- waiting, running, done, failed or cancelled
  state text not null default 'waiting',
  actor uuid not null,
  label text not null default '',
  done bigint not null default 0,
  total bigint,
  result jsonb,
  error text,
  attempts integer not null default 0,
  cancelling boolean not null default false,
  -- The advisory lock that the process holds which works on it, for as long as that lives.
  holder integer,
  run_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index job_open_idx on job (run_at) where state in ('waiting', 'running');
create index job_actor_idx on job (actor, created_at);

create table job_schedule (
  name text primary key,
  next_at timestamptz not null
);

-- Imports: what was uploaded, how its columns are to be read, what the check found, and how far the run is.

create table import (
  id uuid primary key,
  object text not null,
  actor uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- uploaded, mapped, checking, checked, running, done, cancelled, failed, undoing or undone
  state text not null default 'uploaded',
  file_name text not null,
  file_bytes bigint not null,
  inspection jsonb not null,
  options jsonb not null,
  style jsonb not null,
  mode text not null default 'create',
  key text,
  empties text not null default 'keep',
  mapping jsonb not null default '[]',
  decision text,
  -- How often it was checked; repeats of an earlier check lend their decisions to the next.
  round integer not null default 0,
  rows_total bigint,
  kinds jsonb,
  creates jsonb,
  confirmed text[],
  reason text,
  change uuid,
  job uuid,
  phase text,
  rows_done bigint not null default 0,
  result jsonb,
  undo jsonb,
  error text,
  started_at timestamptz,
  finished_at timestamptz
);
create index import_actor_idx on import (actor, created_at);
create index import_created_at_idx on import (created_at);

-- Rows of a file that somebody has to look at, or has mended.
create table import_row (
  import uuid not null references import (id) on delete cascade,
  row bigint not null,
  line bigint not null,
  cells jsonb not null,
  mended jsonb,
  skip boolean not null default false,
  kind text,
  primary key (import, row)
);

create table import_problem (
  import uuid not null references import (id) on delete cascade,
  row bigint not null,
  place integer not null,
  source integer,
  field text,
  code text not null,
  level text not null,
  message text not null,
  value text,
  primary key (import, row, place)
);
create index import_problem_source_idx on import_problem (import, source, code, row);

create table import_repeat (
  import uuid not null references import (id) on delete cascade,
  row bigint not null,
  round integer not null,
  record uuid,
  other bigint,
  score real not null,
  reasons jsonb not null,
  decision text,
  primary key (import, row, round)
);

-- What is known of the rows of a file while they are compared; made anew by the next check when it is lost.
create unlogged table import_candidate (
  import uuid not null,
  row bigint not null,
  line bigint not null,
  -- As they stand in the file, for the rows that somebody has to look at.
  cells json not null,
  match text,
  keys integer[],
  -- Values that no two rows may share, each behind the name of its field.
  uniques text[],
  title text,
  own uuid,
  kind text,
  primary key (import, row)
);

-- Rows of a file that name other rows of it, such as the parent of a category: tied when all are there.
create table import_tie (
  import uuid not null references import (id) on delete cascade,
  row bigint not null,
  field text not null,
  source integer not null,
  value text not null,
  record uuid,
  primary key (import, row, field)
);

-- How the columns of a file with the same headings were read the last time.
create table import_mapping (
  object text not null,
  signature text not null,
  actor uuid not null,
  mapping jsonb not null,
  mode text not null,
  key text,
  style jsonb not null,
  used_at timestamptz not null default now(),
  primary key (object, signature)
);

-- Exports that were asked for in full, to be fetched by their address.
create table export (
  id uuid primary key,
  actor uuid not null,
  created_at timestamptz not null default now(),
  request jsonb not null
);
create index export_created_at_idx on export (created_at);
