-- What an erasure took out of records of others, so that a restored backup can be brought to the same, and what
-- it left there for somebody to look through: places by number and name of field, no words.
alter table person_erasure add column blanked jsonb not null default '[]';

create table person_mention (
  erasure uuid not null,
  object text not null,
  record uuid not null,
  -- Empty: in the log of the record alone.
  field text not null,
  primary key (erasure, object, record, field)
);
create index person_mention_record_idx on person_mention (record);
