-- The reason of a status was a text: the key of a reason, or its name where it has none. It names the reason now.

-- Keys first, then the names of those without one; then what they were called before, the latest first.
insert into former_value (object, value, record)
select 'statusReason', key, id from status_reason where key is not null on conflict do nothing;

insert into former_value (object, value, record)
select 'statusReason', name, id from status_reason where key is null and name is not null order by created_at, id
on conflict do nothing;

insert into former_value (object, value, record)
select 'statusReason', w.value, e.record
from audit_entry e cross join lateral (values
  (e.after->>'key'), (e.before->>'key'), (e.after->>'name'), (e.before->>'name')) w(value)
where e.object = 'statusReason' and e.record is not null and w.value is not null order by e.id desc
on conflict do nothing;

alter table "party" add column "customer__status_reason_id" uuid;

alter table "party" add column "supplier__status_reason_id" uuid;

alter table "party" add column "contact__status_reason_id" uuid;

update "party" p set
  "customer__status_reason_id" = (select r.id from former_value f join status_reason r on r.id = f.record
    where f.object = 'statusReason' and f.value = p."customer__status_reason"),
  "supplier__status_reason_id" = (select r.id from former_value f join status_reason r on r.id = f.record
    where f.object = 'statusReason' and f.value = p."supplier__status_reason"),
  "contact__status_reason_id" = (select r.id from former_value f join status_reason r on r.id = f.record
    where f.object = 'statusReason' and f.value = p."contact__status_reason")
where p."customer__status_reason" is not null or p."supplier__status_reason" is not null
  or p."contact__status_reason" is not null;

alter table "party" drop column "customer__status_reason";

alter table "party" drop column "supplier__status_reason";

alter table "party" drop column "contact__status_reason";

alter table "party" rename column "customer__status_reason_id" to "customer__status_reason";

alter table "party" rename column "supplier__status_reason_id" to "supplier__status_reason";

alter table "party" rename column "contact__status_reason_id" to "contact__status_reason";

alter table "party" add constraint "party_customer__status_reason_fkey" foreign key ("customer__status_reason") references "status_reason"(id) on delete restrict deferrable;

alter table "party" add constraint "party_supplier__status_reason_fkey" foreign key ("supplier__status_reason") references "status_reason"(id) on delete restrict deferrable;

alter table "party" add constraint "party_contact__status_reason_fkey" foreign key ("contact__status_reason") references "status_reason"(id) on delete restrict deferrable;

create index "party_customer__status_reason_idx" on "party" using btree ("customer__status_reason") where "is_customer" and "customer__status_reason" is not null;

create index "party_supplier__status_reason_idx" on "party" using btree ("supplier__status_reason") where "is_supplier" and "supplier__status_reason" is not null;

create index "party_contact__status_reason_idx" on "party" using btree ("contact__status_reason") where "is_contact" and "contact__status_reason" is not null;
