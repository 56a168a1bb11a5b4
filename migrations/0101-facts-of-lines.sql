-- What spoke of the main line speaks of it by its own id from now on.
update fact_look l set line = m.id from (
  select distinct on (party) party, id from party_address order by party, main desc, position, id) m
where l.kind = 'address' and l.record = m.party;

update fact_look l set line = m.id from (
  select distinct on (party) party, id from party_email order by party, main desc, position, id) m
where l.kind = 'email' and l.record = m.party;

update fact set field = 'emails' where kind = 'email';

-- The other lines of partners are taken up as those of a source that was switched on just now.
update fact_watch set cursor = null, is_walked = false where kind = 'address';
