create table "user_group" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "notes" text collate kontor_order,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "user_group_pkey" primary key (id)
);

create table "group_member" (
  "id" uuid not null,
  "group" uuid not null,
  "user" uuid,
  "from" date,
  "until" date,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "group_member_pkey" primary key (id)
);

create table "substitution" (
  "id" uuid not null,
  "user" uuid,
  "substitute" uuid,
  "from" date,
  "until" date,
  "note" text collate kontor_order,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "substitution_pkey" primary key (id)
);

create table "record_share" (
  "id" uuid not null,
  "object" text collate kontor_order,
  "record" text collate kontor_order,
  "user" uuid,
  "post" uuid,
  "group" uuid,
  "may" text collate kontor_order,
  "see" text[],
  "change" text[],
  "from" date,
  "until" date,
  "note" text collate kontor_order,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "record_share_pkey" primary key (id)
);

alter table "grant" add column "group" uuid;

alter table "grant" add column "user" uuid;

alter table "grant" add column "from" date;

alter table "grant" add column "until" date;

alter table "grant" add column "confirmed_on" date;

alter table "group_member" add constraint "group_member_group_fkey" foreign key ("group") references "user_group"(id) on delete cascade deferrable;

alter table "group_member" add constraint "group_member_user_fkey" foreign key ("user") references "user"(id) on delete restrict deferrable;

alter table "substitution" add constraint "substitution_user_fkey" foreign key ("user") references "user"(id) on delete restrict deferrable;

alter table "substitution" add constraint "substitution_substitute_fkey" foreign key ("substitute") references "user"(id) on delete restrict deferrable;

alter table "record_share" add constraint "record_share_user_fkey" foreign key ("user") references "user"(id) on delete restrict deferrable;

alter table "record_share" add constraint "record_share_post_fkey" foreign key ("post") references "post"(id) on delete restrict deferrable;

alter table "record_share" add constraint "record_share_group_fkey" foreign key ("group") references "user_group"(id) on delete restrict deferrable;

alter table "grant" add constraint "grant_group_fkey" foreign key ("group") references "user_group"(id) on delete restrict deferrable;

alter table "grant" add constraint "grant_user_fkey" foreign key ("user") references "user"(id) on delete restrict deferrable;

create unique index "user_group_name_key" on "user_group" using btree ("name") where "name" is not null;

create index "user_group_name_idx" on "user_group" using btree ("name", "id");

create index "user_group_search_grams_idx" on "user_group" using gin (search_grams);

create index "user_group_search_key_idx" on "user_group" using btree ("search_key", "id");

create index "group_member_user_idx" on "group_member" using btree ("user") where "user" is not null;

create index "group_member_group_position_idx" on "group_member" using btree ("group", "position");

create index "substitution_user_idx" on "substitution" using btree ("user") where "user" is not null;

create index "substitution_substitute_idx" on "substitution" using btree ("substitute", "id");

create index "substitution_until_idx" on "substitution" using btree ("until", "id");

create index "record_share_record_idx" on "record_share" using btree ("record", "id");

create index "record_share_user_idx" on "record_share" using btree ("user") where "user" is not null;

create index "record_share_post_idx" on "record_share" using btree ("post") where "post" is not null;

create index "record_share_group_idx" on "record_share" using btree ("group") where "group" is not null;

create index "record_share_object_idx" on "record_share" using btree ("object", "id");

create index "record_share_created_at_idx" on "record_share" using btree ("created_at", "id");

create index "grant_group_idx" on "grant" using btree ("group") where "group" is not null;

create index "grant_user_idx" on "grant" using btree ("user") where "user" is not null;

create trigger "user_group_notice" after insert or delete or update on "user_group" for each statement execute function kontor_notice('kontor_access');

create trigger "group_member_notice" after insert or delete or update on "group_member" for each statement execute function kontor_notice('kontor_access');

create trigger "substitution_notice" after insert or delete or update on "substitution" for each statement execute function kontor_notice('kontor_access');

create trigger "record_share_notice" after insert or delete or update on "record_share" for each statement execute function kontor_notice('kontor_access');
