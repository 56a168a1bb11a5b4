-- Of whom a record was told apart because one that went into it was: its id, so that undoing takes that back.
alter table duplicate_pair add column carried uuid;

create index duplicate_pair_carried_idx on duplicate_pair (carried) where carried is not null;
