-- Rows of files, by a hash of what tells who they are, that somebody said are not the record they look like.
create table import_told_apart (
  object text not null,
  form text not null,
  record uuid not null,
  primary key (object, form, record)
);
create index import_told_apart_record_idx on import_told_apart (record);
alter table import_repeat add column form text;
