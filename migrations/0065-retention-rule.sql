create table "retention_rule" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "object" text collate kontor_order,
  "where" jsonb,
  "day_field" text collate kontor_order,
  "months" bigint,
  "outcome" text collate kontor_order,
  "ground" text collate kontor_order,
  "active" boolean,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "retention_rule_pkey" primary key (id)
);

create index "retention_rule_name_idx" on "retention_rule" using btree ("name", "id");
