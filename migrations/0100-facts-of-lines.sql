-- Facts and looks that spoke of the main line speak of it by its own id from now on.
alter table fact_look add column line uuid;

update fact_look set line = record;

update fact_look l set line = m.id from (
  select distinct on (party) party, id from party_address order by party, main desc, position, id) m
where l.kind = 'address' and l.record = m.party;

update fact_look l set line = m.id from (
  select distinct on (party) party, id from party_email order by party, main desc, position, id) m
where l.kind = 'email' and l.record = m.party;

update fact set field = 'emails' where kind = 'email';

alter table fact_look alter column line set not null, drop constraint fact_look_pkey, add primary key (kind, line);

create index fact_look_of_idx on fact_look (fact) where fact is not null;

-- The other lines of partners are taken up as those of a source that was switched on just now.
update fact_watch set cursor = null, is_walked = false where kind = 'address';

-- What is on its way is asked for anew: a link of before says not of which line it is.
delete from fact_confirmation;

alter table fact_confirmation add column line uuid not null;

create index fact_confirmation_line_idx on fact_confirmation (line);
