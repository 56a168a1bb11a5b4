-- What somebody asked whoever keeps the partner that they were entering, if there is one. Each is kept alike,
-- whether there is such a partner or not.
create table keeper_ask (
  id uuid primary key,
  object text not null,
  asker uuid not null,
  entry jsonb not null,
  note text,
  at timestamptz not null default now()
);
create index keeper_ask_asker_idx on keeper_ask (asker, at);
create index keeper_ask_at_idx on keeper_ask (at);

-- Records that what was asked is about, and what their keepers answered.
create table keeper_question (
  id uuid primary key,
  ask uuid not null,
  object text not null,
  record uuid not null,
  state text not null default 'open',
  answer text,
  decided_by uuid,
  decided_at timestamptz,
  constraint keeper_question_ask_fkey foreign key (ask) references keeper_ask (id) on delete cascade,
  constraint keeper_question_state_check check (state in ('open', 'answered', 'shared', 'closed'))
);
create index keeper_question_ask_idx on keeper_question (ask);
create index keeper_question_record_idx on keeper_question (record);
create index keeper_question_open_idx on keeper_question (id) where state = 'open';
