-- What people added to and adjusted in the model, as it is on the day from which it is held against the log. Before, the
-- fields with which an object was made stood in no entry; a new installation needs no such beginning.
insert into "audit_entry" ("change", "source", "object", "action", "after")
select gen_random_uuid(), 'migration', 'catalog', 'knownModel', jsonb_build_object(
    'objects', (select coalesce(jsonb_agg(jsonb_build_object('name', "name", 'declaration', "declaration"::jsonb,
        'retired', "retired_at" is not null) order by "name"), '[]') from "catalog_object"),
    'fields', (select coalesce(jsonb_agg(jsonb_build_object('object', "object", 'name', "name",
        'declaration', "declaration"::jsonb, 'retired', "retired_at" is not null, 'erased', "erased_at" is not null)
        order by "object", "name"), '[]') from "catalog_field"),
    'adjustments', (select coalesce(jsonb_agg(jsonb_build_object('object', "object", 'field', "field",
        'changes', "changes") order by "object", "field"), '[]') from "catalog_adjustment"),
    'rules', (select coalesce(jsonb_agg(jsonb_build_object('object', "object", 'rules', "rules"::jsonb)
        order by "object"), '[]') from "catalog_rule"))
where exists (select from "catalog_object") or exists (select from "catalog_field")
   or exists (select from "catalog_adjustment") or exists (select from "catalog_rule");
