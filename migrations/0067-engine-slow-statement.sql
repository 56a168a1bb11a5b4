-- Statements that took long, of each process that works on this database, without any value that they were asked with.
create table slow_statement (
  process uuid not null,
  fingerprint text not null,
  statement text not null,
  count bigint not null,
  longest_milliseconds bigint not null,
  last_at timestamptz not null,
  primary key (process, fingerprint)
);
create index slow_statement_last_at_idx on slow_statement (last_at);
