-- Criteria whose action takes their input no more, and since when whoever keeps them knows.
create table criterion_fault (
  criterion uuid not null,
  told_at timestamptz not null default now(),
  constraint criterion_fault_pkey primary key (criterion)
);
