-- What criteria propose to do with records, until somebody decides: open, snoozed, taken, or over.
create table proposal (
  criterion uuid not null,
  record uuid not null,
  object text not null,
  state text not null default 'open',
  found_on date not null,
  until date,
  reason text,
  -- Why the action was refused when somebody took it up.
  refused text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (criterion, record)
);
create index proposal_waiting_idx on proposal (criterion, record) where state = 'open';
create index proposal_record_idx on proposal (record);
