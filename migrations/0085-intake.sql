alter table "party" add column "customer__stage_since" timestamp with time zone;

alter table "party" add column "customer__stage_due" date;

alter table "party" add column "customer__waits_for" uuid;

alter table "party" add column "supplier__stage_since" timestamp with time zone;

alter table "party" add column "supplier__stage_due" date;

alter table "party" add column "supplier__waits_for" uuid;

alter table "party" add column "contact__stage_since" timestamp with time zone;

alter table "party" add column "contact__stage_due" date;

alter table "party" add column "contact__waits_for" uuid;

alter table "party" add constraint "party_customer__waits_for_fkey" foreign key ("customer__waits_for") references "user"(id) on delete restrict deferrable;

alter table "party" add constraint "party_supplier__waits_for_fkey" foreign key ("supplier__waits_for") references "user"(id) on delete restrict deferrable;

alter table "party" add constraint "party_contact__waits_for_fkey" foreign key ("contact__waits_for") references "user"(id) on delete restrict deferrable;

create index "party_customer__stage_due_idx" on "party" using btree ("customer__stage_due", "id") where "is_customer";

create index "party_customer__waits_for_idx" on "party" using btree ("customer__waits_for") where "is_customer" and "customer__waits_for" is not null;

create index "party_supplier__stage_due_idx" on "party" using btree ("supplier__stage_due", "id") where "is_supplier";

create index "party_supplier__waits_for_idx" on "party" using btree ("supplier__waits_for") where "is_supplier" and "supplier__waits_for" is not null;

create index "party_contact__stage_due_idx" on "party" using btree ("contact__stage_due", "id") where "is_contact";

create index "party_contact__waits_for_idx" on "party" using btree ("contact__waits_for") where "is_contact" and "contact__waits_for" is not null;
