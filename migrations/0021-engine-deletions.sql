-- What was deleted, for the bin.

create index audit_entry_delete_idx on audit_entry (object, id) where action = 'delete';
