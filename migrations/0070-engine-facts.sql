-- Where looking after a fact stands. Not in the log: it is worked out, and says nothing that people wrote.
create table fact_look (
  kind text not null,
  record uuid not null,
  fact uuid,
  -- The values that the fact speaks of; whether the record holds others by now.
  asked jsonb,
  outdated boolean not null default false,
  -- When it is to be looked at next; null: not by itself.
  due_at timestamptz,
  -- Somebody asked for it, so what is remembered of the source does not do.
  forced boolean not null default false,
  attempts integer not null default 0,
  failure text,
  primary key (kind, record)
);
create index fact_look_record_idx on fact_look (record);
create index fact_look_due_idx on fact_look (kind, due_at) where due_at is not null;
create index fact_look_fact_idx on fact_look (fact) where outdated;

-- The sources that are asked: what is written from now on is looked at, and `cursor` says how far what was
-- there before is taken up. `used` counts what was asked within the minute that began at `since`.
create table fact_watch (
  kind text primary key,
  object text not null,
  cursor uuid,
  is_walked boolean not null default false,
  since timestamptz not null default now(),
  used integer not null default 0,
  paused_until timestamptz,
  failures integer not null default 0,
  failure text
);

-- What a source said lately, so that it is not asked twice for the same.
create table fact_answer (
  kind text not null,
  asked jsonb not null,
  answer jsonb not null,
  at timestamptz not null default now(),
  primary key (kind, asked)
);
create index fact_answer_at_idx on fact_answer (at);

-- Links by which the owner of an e-mail address confirms it; only the hash of what opens one is kept.
create table fact_confirmation (
  id uuid primary key,
  object text not null,
  record uuid not null,
  asked jsonb not null,
  token_hash bytea,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create unique index fact_confirmation_token_idx on fact_confirmation (token_hash);
create index fact_confirmation_record_idx on fact_confirmation (record);
