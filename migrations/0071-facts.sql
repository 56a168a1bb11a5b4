create table "fact" (
  "id" uuid not null,
  "object" text collate kontor_order,
  "record" text collate kontor_order,
  "kind" text collate kontor_order,
  "field" text collate kontor_order,
  "result" text collate kontor_order,
  "source" text collate kontor_order,
  "checked_at" timestamp with time zone,
  "expires_at" timestamp with time zone,
  "reference" text collate kontor_order,
  "asked" jsonb,
  "answer" jsonb,
  "kept" jsonb,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "fact_pkey" primary key (id)
);

create index "fact_record_idx" on "fact" using btree ("record", "id");

create index "fact_result_idx" on "fact" using btree ("result", "id");

create index "fact_expires_at_idx" on "fact" using btree ("expires_at", "id");

create index "fact_kind_idx" on "fact" using btree ("kind", "id");

create index "fact_created_at_idx" on "fact" using btree ("created_at", "id");
