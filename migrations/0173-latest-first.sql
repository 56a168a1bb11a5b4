-- What happened with a partner is read the latest first: of what was long an office, only the first rows count.
create index "activity_party_at_idx" on "activity"
  using btree ("party", "at", "id") where "party" is not null;
create index "activity_party_created_at_idx" on "activity"
  using btree ("party", "created_at", "id") where "party" is not null;
create index "party_file_party_created_at_idx" on "party_file"
  using btree ("party", "created_at", "id") where "party" is not null;

drop index "activity_party_idx";
drop index "party_file_party_idx";
