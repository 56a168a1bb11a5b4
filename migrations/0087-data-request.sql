create table "data_request" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "party" uuid,
  "role" text collate kontor_order,
  "state" text collate kontor_order,
  "email" text collate kontor_order,
  "language" text collate kontor_order,
  "fields" text[],
  "papers" text[],
  "note" text collate kontor_order,
  "expires_at" timestamp with time zone,
  "answers" jsonb,
  "accepted" text[],
  "opened_at" timestamp with time zone,
  "sent_at" timestamp with time zone,
  "reminded_at" timestamp with time zone,
  "reminders" bigint,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "data_request_pkey" primary key (id)
);

create table "data_request_file" (
  "id" uuid not null,
  "request" uuid not null,
  "name" text collate kontor_order,
  "kind" text collate kontor_order,
  "file" uuid,
  "taken" boolean,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "data_request_file_pkey" primary key (id)
);

create table "data_request_message" (
  "id" uuid not null,
  "request" uuid not null,
  "text" text collate kontor_order,
  "own" boolean,
  "at" timestamp with time zone,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "data_request_message_pkey" primary key (id)
);

alter table "data_request" add constraint "data_request_party_fkey" foreign key ("party") references "party"(id) on delete restrict deferrable;

alter table "data_request_file" add constraint "data_request_file_request_fkey" foreign key ("request") references "data_request"(id) on delete cascade deferrable;

alter table "data_request_file" add constraint "data_request_file_file_fkey" foreign key ("file") references "file"(id) on delete restrict deferrable;

alter table "data_request_message" add constraint "data_request_message_request_fkey" foreign key ("request") references "data_request"(id) on delete cascade deferrable;

create index "data_request_state_idx" on "data_request" using btree ("state", "id");

create index "data_request_expires_at_idx" on "data_request" using btree ("expires_at", "id");

create index "data_request_name_idx" on "data_request" using btree ("name", "id");

create index "data_request_created_at_idx" on "data_request" using btree ("created_at", "id");

create index "data_request_party_created_at_idx" on "data_request" using btree ("party", "created_at", "id") where "party" is not null;

create index "data_request_search_grams_idx" on "data_request" using gin (search_grams);

create index "data_request_search_key_idx" on "data_request" using btree ("search_key", "id");

create index "data_request_file_file_idx" on "data_request_file" using btree ("file") where "file" is not null;

create index "data_request_file_name_idx" on "data_request_file" using btree ("name", "id");

create index "data_request_file_request_position_idx" on "data_request_file" using btree ("request", "position");

create index "data_request_message_text_idx" on "data_request_message" using btree ("text", "id");

create index "data_request_message_request_position_idx" on "data_request_message" using btree ("request", "position");
