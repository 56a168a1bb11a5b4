-- People who were erased or made anonymous, so that a restored backup can be brought to the same: no value is kept.
create table person_erasure (
  id uuid primary key,
  object text not null,
  record uuid not null,
  mode text not null,
  at timestamptz not null default now(),
  actor uuid not null,
  -- Whether it stands in the list that is kept outside of the database.
  listed boolean not null default false
);
create index person_erasure_record_idx on person_erasure (record);

-- Records whose time has come by a rule of retention, until somebody decides.
create table retention_review (
  rule uuid not null,
  record uuid not null,
  object text not null,
  due date not null,
  state text not null default 'open',
  decided_by uuid,
  decided_at timestamptz,
  primary key (rule, record)
);
create index retention_review_record_idx on retention_review (record);
