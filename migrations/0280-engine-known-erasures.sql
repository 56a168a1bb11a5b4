-- From here on the log tells of the note of each erasure, so that one that was altered, taken out or put in is named
-- (engine/personal/check-noted.ts). What is noted by now is taken for what was done.
insert into "audit_entry" ("change", "source", "object", "action", "after")
select gen_random_uuid(), 'migration', 'auditEntry', 'knownErasures',
  jsonb_build_object('notes', jsonb_object_agg(p.id, encode(sha256(convert_to(jsonb_build_array(
    p.id, p.object, p.record, p.mode, extract(epoch from p.at), p.actor, p.blanked, p.former, p.linked)::text, 'UTF8')), 'hex')))
from "person_erasure" p having count(*) > 0;
