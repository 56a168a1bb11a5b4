-- When somebody was last reminded of a record that is overdue, and since when it stood where it stands.
create table due_reminder (
  object text not null,
  record uuid not null,
  since timestamptz,
  reminded_at timestamptz not null default now(),
  constraint due_reminder_pkey primary key (object, record)
);
