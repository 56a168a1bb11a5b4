create table "criterion" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "object" text collate kontor_order,
  "where" jsonb,
  "action" text collate kontor_order,
  "input" jsonb,
  "automatic" boolean,
  "active" boolean,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "criterion_pkey" primary key (id)
);

create index "criterion_name_idx" on "criterion" using btree ("name", "id");
