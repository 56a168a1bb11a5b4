-- How many records share a key of comparing that very many share: of a name that they all bear it says less.
alter table duplicate_common_key add column sharing integer not null default 101;

-- By which keys all records of an object were looked through last.
alter table duplicate_search add column keys integer not null default 1;
