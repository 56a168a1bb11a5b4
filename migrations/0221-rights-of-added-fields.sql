-- Rights that fields and objects brought along which people added were written without an entry in the log, and
-- rights that already held them got another version all the same: verify named each, and every trial restore failed
-- by it. What such a field or object can have brought is entered here, as by whom the row says and when; whatever
-- else a right has beside the log stays as it is, and is named.
with "entries" as (
  select "id", "record", "action", "after", "source" = 'system' and "request" = 'upgrade' as "late",
         max("id") filter (where "action" in ('create', 'delete')) over (partition by "record") as "life",
         bool_or("action" = 'delete') over (partition by "record") as "raised"
  from "audit_entry" where "object" = 'grant' and "record" is not null and "action" in ('create', 'update', 'delete')
), "told" as (
  select "record", count(*) filter (where "id" > "life") as "updates",
         bool_or("raised" or "late" and "action" = 'create') as "loose",
         (array_agg(nullif("after" -> 'see', 'null') order by "id" desc) filter (where "after" ? 'see'))[1] as "see",
         (array_agg(nullif("after" -> 'change', 'null') order by "id" desc) filter (where "after" ? 'change'))[1] as "change"
  from "entries" where "id" >= "life" group by "record"
  having bool_or("id" = "life" and "action" = 'create')
), "known" as (
  select g.*, t."updates", t."loose", coalesce(t."see", '[]') as "see_told", coalesce(t."change", '[]') as "change_told",
         coalesce(to_jsonb(g."see"), '[]') as "see_now", coalesce(to_jsonb(g."change"), '[]') as "change_now"
  from "grant" g join "told" t on t."record" = g."id" where g."post" is not null
), "added" as (
  select coalesce(array_agg("name"), '{}') as "fields" from "catalog_field"
), "opened" as (
  select k.*, (k."see_now", k."change_now") is distinct from (k."see_told", k."change_told") as "differs",
         case when k."loose" then 0 else k."version" - k."updates" - 1 end as "more"
  from "known" k, "added" a
  where k."see_now" @> k."see_told" and k."change_now" @> k."change_told"
    and not exists (select from jsonb_array_elements_text(k."see_now") n
                    where not k."see_told" ? n and n <> all (a."fields"))
    and not exists (select from jsonb_array_elements_text(k."change_now") n
                    where not k."change_told" ? n and n <> all (a."fields"))
)
insert into "audit_entry" ("change", "at", "actor", "source", "object", "record", "action", "before", "after")
select gen_random_uuid(), o."updated_at", o."updated_by", 'migration', 'grant', o."id", 'update',
       case when n = 1 and o."differs" then jsonb_build_object('see', o."see_told", 'change', o."change_told") else '{}' end,
       case when n = 1 and o."differs" then jsonb_build_object('see', o."see_now", 'change', o."change_now") else '{}' end
from "opened" o cross join lateral
  generate_series(1, case when o."loose" and o."differs" then 1 else o."more" end) n
order by o."id", n;

insert into "audit_entry" ("change", "at", "actor", "source", "request", "object", "record", "action", "after")
select gen_random_uuid(), g."created_at", g."created_by", 'system', 'upgrade', 'grant', g."id", 'create',
       jsonb_build_object('post', g."post", 'object', g."object", 'actions', g."actions", 'see', g."see")
       || case when g."change" is null then '{}' else jsonb_build_object('change', g."change") end
from "grant" g
where g."post" is not null and g."group" is null and g."user" is null and g."rows" is null
  and g."from" is null and g."until" is null and g."see" = '{all}'
  and exists (select from "catalog_object" o where o."name" = g."object")
  and not exists (select from "audit_entry" e where e."object" = 'grant' and e."record" = g."id" and e."action" = 'create');
