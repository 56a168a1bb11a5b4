-- A fact can speak of one line of a record; of which, stands where looking after it stands. What speaks of the record
-- itself has its id there.
alter table fact_look add column line uuid;

update fact_look set line = record;

alter table fact_look alter column line set not null, drop constraint fact_look_pkey, add primary key (kind, line);

create index fact_look_of_idx on fact_look (fact) where fact is not null;

-- What is on its way is asked for anew: a link of before says not of which line it is.
delete from fact_confirmation;

alter table fact_confirmation add column line uuid not null;

create index fact_confirmation_line_idx on fact_confirmation (line);
