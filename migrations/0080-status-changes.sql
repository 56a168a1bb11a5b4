create table "status_reason" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "actions" text[],
  "evidence" boolean,
  "active" boolean,
  "order" bigint,
  "key" text collate kontor_order,
  "name_lv" text collate kontor_order,
  "name_ka" text collate kontor_order,
  "name_zh" text collate kontor_order,
  "name_ru" text collate kontor_order,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "status_reason_pkey" primary key (id)
);

create table "status_change" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "party" uuid,
  "role" text collate kontor_order,
  "action" text collate kontor_order,
  "from" text collate kontor_order,
  "to" text collate kontor_order,
  "day" date,
  "state" text collate kontor_order,
  "reason" uuid,
  "memo" text collate kontor_order,
  "evidence" uuid,
  "category" uuid,
  "country" text collate kontor_order,
  "done_at" timestamp with time zone,
  "why" text collate kontor_order,
  "plan" text collate kontor_order,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "status_change_pkey" primary key (id)
);

alter table "status_change" add constraint "status_change_party_fkey" foreign key ("party") references "party"(id) on delete restrict deferrable;

alter table "status_change" add constraint "status_change_reason_fkey" foreign key ("reason") references "status_reason"(id) on delete restrict deferrable;

alter table "status_change" add constraint "status_change_evidence_fkey" foreign key ("evidence") references "file"(id) on delete restrict deferrable;

alter table "status_change" add constraint "status_change_category_fkey" foreign key ("category") references "category"(id) on delete restrict deferrable;

create unique index "status_reason_key_key" on "status_reason" using btree ("key") where "key" is not null;

create index "status_reason_name_idx" on "status_reason" using btree ("name", "id");

create index "status_reason_order_name_idx" on "status_reason" using btree ("order", "name", "id");

create index "status_reason_search_grams_idx" on "status_reason" using gin (search_grams);

create index "status_reason_search_key_idx" on "status_reason" using btree ("search_key", "id");

create index "status_change_day_idx" on "status_change" using btree ("day", "id");

create index "status_change_state_idx" on "status_change" using btree ("state", "id");

create index "status_change_reason_idx" on "status_change" using btree ("reason") where "reason" is not null;

create index "status_change_evidence_idx" on "status_change" using btree ("evidence") where "evidence" is not null;

create index "status_change_category_idx" on "status_change" using btree ("category") where "category" is not null;

create index "status_change_plan_idx" on "status_change" using btree ("plan", "id");

create index "status_change_name_idx" on "status_change" using btree ("name", "id");

create index "status_change_created_at_idx" on "status_change" using btree ("created_at", "id");

create index "status_change_party_created_at_idx" on "status_change" using btree ("party", "created_at", "id") where "party" is not null;

create index "status_change_search_grams_idx" on "status_change" using gin (search_grams);

create index "status_change_search_key_idx" on "status_change" using btree ("search_key", "id");
