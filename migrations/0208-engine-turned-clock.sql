-- Where the clock of the database went back in the log: the first entry after it, its instant and that of the entry
-- before; and where the clock had been ahead until then, the first entry that it dated so.
create table "audit_turn" (
  "entry" bigint not null,
  "at" timestamp with time zone not null,
  "former" timestamp with time zone not null,
  "ahead_from" bigint,
  constraint "audit_turn_pkey" primary key ("entry")
);

insert into "audit_turn" ("entry", "at", "former", "ahead_from")
select t."id", t."at", t."former", case when t."at" - p."at" >= t."former" - k."at" then k."id" end
from (select "id", "at", lag("at") over (order by "id") as "former" from "audit_entry") t
cross join lateral (select e."id", e."at" from "audit_entry" e where e."id" < t."id" and e."at" <= t."at"
  order by e."id" desc limit 1) p
cross join lateral (select e."id", e."at" from "audit_entry" e where e."id" > p."id" order by e."id" limit 1) k
where t."at" < t."former" - interval '1 second';
