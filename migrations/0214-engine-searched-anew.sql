-- Records went on being searched by what fields held that were retired or erased, until they were changed. A job makes
-- anew by what those are searched that have such fields.
insert into "job" ("id", "name", "payload", "actor", "label", "planned")
select distinct on ("object") gen_random_uuid(), 'finish field',
       jsonb_build_object('object', "object", 'field', "name", 'later', '[]'::jsonb, 'search', true, 'after', null,
                          'done', 0),
       '00000000-0000-0000-0000-000000000000'::uuid, coalesce("declaration" ->> 'label', ''), false
from "catalog_field" where "retired_at" is not null and "declaration" ->> 'searched' = 'name'
order by "object", "retired_at";
