-- When a partner was last talked to, worked out from what was done (modules/parties/activity.ts, party.ts).
alter table "party" add column "last_contact" timestamp with time zone;

alter table "activity" add column "talked_at" timestamp with time zone;

update activity set talked_at = coalesce("at", created_at)
  where done and kind in ('call', 'visit', 'email');

update party p set last_contact = t.last
  from (select party, max(talked_at) as last from activity where talked_at is not null group by party) t
  where t.party = p.id;

create index "party_last_contact_idx" on "party" using btree ("last_contact", "id");

create index "party_customer_last_contact_idx" on "party" using btree ("last_contact", "id") where "is_customer";

create index "party_supplier_last_contact_idx" on "party" using btree ("last_contact", "id") where "is_supplier";
