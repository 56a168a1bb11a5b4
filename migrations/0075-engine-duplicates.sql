-- What a record that went into another was called by: its number, and whatever else was its alone.
create table moved_name (
  object text not null,
  field text not null,
  value text not null,
  record uuid not null,
  primary key (object, field, value)
);
create index moved_name_record_idx on moved_name (record);

-- Two records that may be the same one, with what speaks for it, until somebody decides; and what was decided.
create table duplicate_pair (
  id uuid primary key,
  object text not null,
  one uuid not null,
  other uuid not null,
  score real not null,
  evidence jsonb not null,
  state text not null default 'open',
  found_at timestamptz not null default now(),
  decided_by uuid,
  decided_at timestamptz,
  constraint duplicate_pair_state_check check (state in ('open', 'different', 'merged')),
  constraint duplicate_pair_order_check check (one < other)
);
create unique index duplicate_pair_both_key on duplicate_pair (one, other);
create index duplicate_pair_other_idx on duplicate_pair (other);
create index duplicate_pair_score_idx on duplicate_pair (object, state, score desc, id desc);

-- Up to when the changes of an object have been looked through for duplicates.
create table duplicate_search (
  object text primary key,
  since timestamptz not null
);
