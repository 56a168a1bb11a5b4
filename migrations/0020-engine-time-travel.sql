-- Looking back: what was changed after an instant, and how the model was before.

create index audit_entry_at_idx on audit_entry (at);
create index audit_entry_model_idx on audit_entry (object, id) where action = 'changeField';
