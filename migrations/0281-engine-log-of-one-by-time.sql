-- What one person did comes by when, so that a day long ago is found without all that they did since.
create index audit_entry_actor_at_idx on audit_entry (actor, at, id);
drop index audit_entry_actor_idx;
