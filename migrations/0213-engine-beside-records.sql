-- Whose facts and shares the log tells of, also of records that are gone: asked before a person is erased.
create index "audit_entry_beside_idx" on "audit_entry" using btree ((coalesce("after", "before") ->> 'record'))
  where "object" in ('fact', 'recordShare') and "record" is not null;
