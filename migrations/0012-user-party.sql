alter table "user" add column "party" uuid;

alter table "user" add constraint "user_party_fkey" foreign key ("party") references "party"(id) on delete restrict deferrable;

create index "user_party_idx" on "user" using btree ("party") where "party" is not null;
