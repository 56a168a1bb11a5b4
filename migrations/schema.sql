create table "account_link" (
  "id" uuid not null,
  "user" uuid not null,
  "kind" text not null,
  "token_hash" bytea,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "expires_at" timestamp with time zone not null,
  constraint "account_link_pkey" primary key (id)
);

create table "activity" (
  "id" uuid not null,
  "party" uuid,
  "kind" text collate kontor_order,
  "subject" text collate kontor_order,
  "text" text collate kontor_order,
  "at" timestamp with time zone,
  "due" date,
  "owner" uuid,
  "done" boolean,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  "talked_at" timestamp with time zone,
  constraint "activity_pkey" primary key (id)
);

create table "api_key" (
  "id" uuid not null,
  "user" uuid not null,
  "name" text not null,
  "key_hash" bytea not null,
  "hint" text not null,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "expires_at" timestamp with time zone,
  "last_used_at" timestamp with time zone,
  "revoked_at" timestamp with time zone,
  "scope" jsonb,
  constraint "api_key_pkey" primary key (id)
);

create table "audit_entry" (
  "id" bigint not null generated always as identity,
  "change" uuid not null,
  "at" timestamp with time zone not null default clock_timestamp(),
  "actor" uuid,
  "source" text not null,
  "request" text,
  "object" text not null,
  "record" uuid,
  "action" text not null,
  "before" jsonb,
  "after" jsonb,
  "reason" text,
  "confirmed" text[],
  "tx" xid8 not null default pg_current_xact_id(),
  constraint "audit_entry_pkey" primary key (id)
);

create table "audit_erasure" (
  "erasure" uuid not null,
  "entry" bigint not null,
  "salt" uuid,
  "digest" bytea not null,
  constraint "audit_erasure_pkey" primary key (entry, erasure)
);

create table "audit_seal" (
  "number" bigint not null,
  "position" bigint not null,
  "entries" bigint not null,
  "last_entry" bigint not null,
  "until" xid8 not null,
  "cluster" bigint not null,
  "sealed_at" timestamp with time zone not null,
  "digest" bytea not null,
  "hash" bytea not null,
  constraint "audit_seal_pkey" primary key (number)
);

create table "audit_sealed_entry" (
  "entry" bigint not null,
  "seal" bigint not null,
  "salt" uuid,
  "digest" bytea not null,
  constraint "audit_sealed_entry_pkey" primary key (entry)
);

create table "audit_turn" (
  "seal" bigint not null,
  "at" timestamp with time zone not null,
  "behind" boolean not null,
  "dated_from" timestamp with time zone not null,
  "dated_until" timestamp with time zone not null,
  "from" bigint not null,
  "until" bigint,
  constraint "audit_turn_pkey" primary key (seal)
);

create table "backup_run" (
  "id" uuid not null,
  "kind" text not null,
  "state" text not null,
  "name" text,
  "bytes" bigint,
  "encrypted" boolean,
  "error" text,
  "began_at" timestamp with time zone not null default now(),
  "ended_at" timestamp with time zone,
  "sha256" bytea,
  "faults" text[] not null default '{}'::text[],
  "place" text,
  constraint "backup_run_pkey" primary key (id)
);

create table "catalog_adjustment" (
  "object" text not null,
  "field" text not null,
  "changes" jsonb not null,
  constraint "catalog_adjustment_pkey" primary key (object, field)
);

create table "catalog_field" (
  "object" text not null,
  "name" text not null,
  "declaration" json not null,
  "column_name" text,
  "pending" boolean not null default false,
  "place" bigint not null generated always as identity,
  "retired_at" timestamp with time zone,
  "erased_at" timestamp with time zone,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  constraint "catalog_field_pkey" primary key (object, name)
);

create table "catalog_object" (
  "name" text not null,
  "declaration" json not null,
  "table_name" text not null,
  "retired_at" timestamp with time zone,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  constraint "catalog_object_pkey" primary key (name)
);

create table "catalog_rule" (
  "object" text not null,
  "rules" json not null,
  constraint "catalog_rule_pkey" primary key (object)
);

create table "category" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "parent" uuid,
  "roles" text[],
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "category_pkey" primary key (id)
);

create table "change" (
  "id" uuid not null,
  "at" timestamp with time zone not null default clock_timestamp(),
  "actor" uuid,
  "kind" text not null,
  "label" text not null,
  "object" text,
  "total" bigint,
  "undoes" uuid,
  "undone_by" uuid,
  "kept" integer,
  constraint "change_pkey" primary key (id)
);

create table "company" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "country" text collate kontor_order,
  "tax_id" text collate kontor_order,
  "currency" text collate kontor_order,
  "time_zone" text collate kontor_order,
  "language" text collate kontor_order,
  "working_days" text[],
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "company_pkey" primary key (id)
);

create table "company_holiday" (
  "id" uuid not null,
  "company" uuid not null,
  "day" date,
  "name" text collate kontor_order,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "company_holiday_pkey" primary key (id)
);

create table "company_terms" (
  "id" uuid not null,
  "party" uuid not null,
  "company" uuid,
  "credit_limit" numeric,
  "payment_days" bigint,
  "manager" uuid,
  "blocked" boolean,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "company_terms_pkey" primary key (id)
);

create table "contact_link" (
  "id" uuid not null,
  "contact" uuid,
  "customer" uuid,
  "supplier" uuid,
  "position" text collate kontor_order,
  "main" boolean,
  "from" date,
  "until" date,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "ended_because" text collate kontor_order,
  constraint "contact_link_pkey" primary key (id)
);

create table "credential" (
  "user" uuid not null,
  "password_hash" text not null,
  "changed_at" timestamp with time zone not null default now(),
  constraint "credential_pkey" primary key ("user")
);

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

create table "criterion_fault" (
  "criterion" uuid not null,
  "told_at" timestamp with time zone not null default now(),
  constraint "criterion_fault_pkey" primary key (criterion)
);

create table "currency" (
  "id" uuid not null,
  "code" text collate kontor_order,
  "name" text collate kontor_order,
  "decimals" bigint,
  "active" boolean,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "currency_pkey" primary key (id)
);

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
  "accepted_lines" jsonb,
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

create table "due_reminder" (
  "object" text not null,
  "record" uuid not null,
  "since" timestamp with time zone,
  "reminded_at" timestamp with time zone not null default now(),
  "whom" uuid,
  constraint "due_reminder_pkey" primary key (object, record)
);

create table "duplicate_common_key" (
  "object" text not null,
  "key" integer not null,
  "sharing" integer not null default 101,
  constraint "duplicate_common_key_pkey" primary key (object, key)
);

create table "duplicate_pair" (
  "id" uuid not null,
  "object" text not null,
  "one" uuid not null,
  "other" uuid not null,
  "score" real not null,
  "evidence" jsonb not null,
  "state" text not null default 'open'::text,
  "found_at" timestamp with time zone not null default now(),
  "decided_by" uuid,
  "decided_at" timestamp with time zone,
  "carried" uuid,
  constraint "duplicate_pair_pkey" primary key (id)
);

create table "duplicate_search" (
  "object" text not null,
  "since" timestamp with time zone not null,
  "keys" integer not null default 1,
  constraint "duplicate_search_pkey" primary key (object)
);

create table "engine_state" (
  "key" text not null,
  "value" jsonb not null,
  constraint "engine_state_pkey" primary key (key)
);

create table "erased_file" (
  "import" uuid not null,
  "at" timestamp with time zone not null default now(),
  constraint "erased_file_pkey" primary key (import)
);

create table "exchange_rate" (
  "id" uuid not null,
  "base" text collate kontor_order,
  "currency" text collate kontor_order,
  "day" date,
  "rate" numeric,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "exchange_rate_pkey" primary key (id)
);

create table "export" (
  "id" uuid not null,
  "actor" uuid not null,
  "created_at" timestamp with time zone not null default now(),
  "request" jsonb not null,
  constraint "export_pkey" primary key (id)
);

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

create table "fact_answer" (
  "kind" text not null,
  "asked" jsonb not null,
  "answer" jsonb not null,
  "at" timestamp with time zone not null default now(),
  constraint "fact_answer_pkey" primary key (kind, asked)
);

create table "fact_confirmation" (
  "id" uuid not null,
  "object" text not null,
  "record" uuid not null,
  "asked" jsonb not null,
  "token_hash" bytea,
  "created_by" uuid not null,
  "created_at" timestamp with time zone not null default now(),
  "expires_at" timestamp with time zone not null,
  "line" uuid not null,
  constraint "fact_confirmation_pkey" primary key (id)
);

create table "fact_look" (
  "kind" text not null,
  "record" uuid not null,
  "fact" uuid,
  "asked" jsonb,
  "outdated" boolean not null default false,
  "due_at" timestamp with time zone,
  "forced" boolean not null default false,
  "attempts" integer not null default 0,
  "failure" text,
  "line" uuid not null,
  constraint "fact_look_pkey" primary key (kind, line)
);

create table "fact_watch" (
  "kind" text not null,
  "object" text not null,
  "cursor" uuid,
  "is_walked" boolean not null default false,
  "since" timestamp with time zone not null default now(),
  "used" integer not null default 0,
  "paused_until" timestamp with time zone,
  "failures" integer not null default 0,
  "failure" text,
  "begun_before" xid8,
  "is_walk_whole" boolean not null default false,
  constraint "fact_watch_pkey" primary key (kind)
);

create table "file" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "type" text collate kontor_order,
  "size" bigint,
  "hash" text collate kontor_order,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "scan" text collate kontor_order,
  constraint "file_pkey" primary key (id)
);

create table "former_value" (
  "object" text not null,
  "value" text not null,
  "record" uuid not null,
  constraint "former_value_pkey" primary key (object, value)
);

create table "grant" (
  "id" uuid not null,
  "post" uuid,
  "object" text collate kontor_order,
  "actions" text[],
  "rows" jsonb,
  "see" text[],
  "change" text[],
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "group" uuid,
  "user" uuid,
  "from" date,
  "until" date,
  "confirmed_on" date,
  constraint "grant_pkey" primary key (id)
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

create table "idempotency" (
  "user" uuid not null,
  "path" text not null,
  "key" text not null,
  "body_hash" text not null,
  "at" timestamp with time zone not null default now(),
  "status" integer,
  "body" text,
  "headers" jsonb,
  "access" text,
  constraint "idempotency_pkey" primary key ("user", path, key)
);

create table "import" (
  "id" uuid not null,
  "object" text not null,
  "actor" uuid not null,
  "created_at" timestamp with time zone not null default now(),
  "updated_at" timestamp with time zone not null default now(),
  "state" text not null default 'uploaded'::text,
  "file_name" text not null,
  "file_bytes" bigint not null,
  "inspection" jsonb not null,
  "options" jsonb not null,
  "style" jsonb not null,
  "mode" text not null default 'create'::text,
  "key" text,
  "empties" text not null default 'keep'::text,
  "mapping" jsonb not null default '[]'::jsonb,
  "decision" text,
  "round" integer not null default 0,
  "rows_total" bigint,
  "kinds" jsonb,
  "creates" jsonb,
  "confirmed" text[],
  "reason" text,
  "change" uuid,
  "job" uuid,
  "phase" text,
  "rows_done" bigint not null default 0,
  "result" jsonb,
  "undo" jsonb,
  "error" text,
  "started_at" timestamp with time zone,
  "finished_at" timestamp with time zone,
  "judged_by" uuid,
  "judged_scope" jsonb,
  constraint "import_pkey" primary key (id)
);

create table "import_candidate" (
  "import" uuid not null,
  "row" bigint not null,
  "line" bigint not null,
  "cells" json not null,
  "match" text,
  "keys" integer[],
  "uniques" text[],
  "title" text,
  "own" uuid,
  "kind" text,
  constraint "import_candidate_pkey" primary key (import, "row")
);

create table "import_file" (
  "id" uuid not null,
  "at" timestamp with time zone not null default now(),
  constraint "import_file_pkey" primary key (id)
);

create table "import_mapping" (
  "object" text not null,
  "signature" text not null,
  "actor" uuid not null,
  "mapping" jsonb not null,
  "mode" text not null,
  "key" text,
  "style" jsonb not null,
  "used_at" timestamp with time zone not null default now(),
  constraint "import_mapping_pkey" primary key (object, signature)
);

create table "import_problem" (
  "import" uuid not null,
  "row" bigint not null,
  "place" integer not null,
  "source" integer,
  "field" text,
  "code" text not null,
  "level" text not null,
  "message" text not null,
  "value" text,
  constraint "import_problem_pkey" primary key (import, "row", place)
);

create table "import_repeat" (
  "import" uuid not null,
  "row" bigint not null,
  "round" integer not null,
  "record" uuid,
  "other" bigint,
  "score" real not null,
  "reasons" jsonb not null,
  "decision" text,
  "joined" boolean not null default false,
  "form" text,
  constraint "import_repeat_pkey" primary key (import, "row", round)
);

create table "import_row" (
  "import" uuid not null,
  "row" bigint not null,
  "line" bigint not null,
  "cells" jsonb not null,
  "mended" jsonb,
  "skip" boolean not null default false,
  "kind" text,
  "record" uuid,
  constraint "import_row_pkey" primary key (import, "row")
);

create table "import_tie" (
  "import" uuid not null,
  "row" bigint not null,
  "field" text not null,
  "source" integer not null,
  "value" text not null,
  "record" uuid,
  constraint "import_tie_pkey" primary key (import, "row", field)
);

create table "import_told_apart" (
  "object" text not null,
  "form" text not null,
  "record" uuid not null,
  constraint "import_told_apart_pkey" primary key (object, form, record)
);

create table "job" (
  "id" uuid not null,
  "name" text not null,
  "payload" jsonb not null,
  "state" text not null default 'waiting'::text,
  "actor" uuid not null,
  "label" text not null default ''::text,
  "done" bigint not null default 0,
  "total" bigint,
  "result" jsonb,
  "error" text,
  "attempts" integer not null default 0,
  "cancelling" boolean not null default false,
  "holder" integer,
  "run_at" timestamp with time zone not null default now(),
  "created_at" timestamp with time zone not null default now(),
  "started_at" timestamp with time zone,
  "finished_at" timestamp with time zone,
  "scope" jsonb,
  "about" text[],
  "planned" boolean not null default true,
  "unheard" integer not null default 0,
  "reached" bigint not null default 0,
  constraint "job_pkey" primary key (id)
);

create table "job_schedule" (
  "name" text not null,
  "next_at" timestamp with time zone not null,
  constraint "job_schedule_pkey" primary key (name)
);

create table "keeper_ask" (
  "id" uuid not null,
  "object" text not null,
  "asker" uuid not null,
  "entry" jsonb not null,
  "note" text,
  "at" timestamp with time zone not null default now(),
  constraint "keeper_ask_pkey" primary key (id)
);

create table "keeper_question" (
  "id" uuid not null,
  "ask" uuid not null,
  "object" text not null,
  "record" uuid not null,
  "state" text not null default 'open'::text,
  "answer" text,
  "decided_by" uuid,
  "decided_at" timestamp with time zone,
  constraint "keeper_question_pkey" primary key (id)
);

create table "kept_content" (
  "hash" text not null,
  constraint "kept_content_pkey" primary key (hash)
);

create table "known_device" (
  "token_hash" bytea not null,
  "user" uuid not null,
  "seen_at" timestamp with time zone not null default now(),
  constraint "known_device_pkey" primary key (token_hash)
);

create table "mail" (
  "id" uuid not null,
  "kind" text not null,
  "recipient" text not null,
  "language" text not null,
  "payload" jsonb not null,
  "state" text not null default 'waiting'::text,
  "attempts" integer not null default 0,
  "error" text,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "sent_at" timestamp with time zone,
  constraint "mail_pkey" primary key (id)
);

create table "migration" (
  "number" integer not null,
  "name" text not null,
  "hash" text not null,
  "applied_at" timestamp with time zone not null default now(),
  constraint "migration_pkey" primary key (number)
);

create table "moved_name" (
  "object" text not null,
  "field" text not null,
  "value" text not null,
  "record" uuid not null,
  constraint "moved_name_pkey" primary key (object, field, value, record)
);

create table "moved_record" (
  "id" uuid not null,
  "object" text not null,
  "target" uuid not null,
  "at" timestamp with time zone not null default now(),
  constraint "moved_record_pkey" primary key (id)
);

create table "outside_token" (
  "hash" bytea not null,
  "request" uuid not null,
  "created_at" timestamp with time zone not null default now(),
  "expires_at" timestamp with time zone not null,
  constraint "outside_token_pkey" primary key (hash)
);

create table "party" (
  "id" uuid not null,
  "number" text collate kontor_order,
  "kind" text collate kontor_order,
  "name" text collate kontor_order,
  "tax_id" text collate kontor_order,
  "registration_number" text collate kontor_order,
  "country" text collate kontor_order,
  "city" text collate kontor_order,
  "email" text collate kontor_order,
  "phone" text collate kontor_order,
  "website" text collate kontor_order,
  "industry" text collate kontor_order,
  "language" text collate kontor_order,
  "tags" text[],
  "notes" text collate kontor_order,
  "picture" uuid,
  "parent" uuid,
  "payer" uuid,
  "companies" uuid[],
  "is_customer" boolean not null default false,
  "customer__status" text collate kontor_order,
  "customer__category" uuid,
  "customer__credit_limit" numeric,
  "customer__credit_currency" text collate kontor_order,
  "customer__payment_days" bigint,
  "customer__payment_method" text collate kontor_order,
  "customer__importance" text collate kontor_order,
  "customer__manager" uuid,
  "customer__status_memo" text collate kontor_order,
  "is_supplier" boolean not null default false,
  "supplier__status" text collate kontor_order,
  "supplier__category" uuid,
  "supplier__credit_limit" numeric,
  "supplier__credit_currency" text collate kontor_order,
  "supplier__payment_days" bigint,
  "supplier__payment_method" text collate kontor_order,
  "supplier__importance" text collate kontor_order,
  "supplier__manager" uuid,
  "supplier__status_memo" text collate kontor_order,
  "is_contact" boolean not null default false,
  "contact__status" text collate kontor_order,
  "contact__category" uuid,
  "contact__position" text collate kontor_order,
  "contact__importance" text collate kontor_order,
  "contact__manager" uuid,
  "contact__status_memo" text collate kontor_order,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  "match_keys" integer[],
  "customer__stage_since" timestamp with time zone,
  "customer__stage_due" date,
  "customer__waits_for" uuid,
  "supplier__stage_since" timestamp with time zone,
  "supplier__stage_due" date,
  "supplier__waits_for" uuid,
  "contact__stage_since" timestamp with time zone,
  "contact__stage_due" date,
  "contact__waits_for" uuid,
  "last_contact" timestamp with time zone,
  "customer__status_reason" uuid,
  "supplier__status_reason" uuid,
  "contact__status_reason" uuid,
  constraint "party_pkey" primary key (id)
);

create table "party_address" (
  "id" uuid not null,
  "party" uuid not null,
  "purpose" text collate kontor_order,
  "street" text collate kontor_order,
  "city" text collate kontor_order,
  "region" text collate kontor_order,
  "postal_code" text collate kontor_order,
  "country" text collate kontor_order,
  "main" boolean,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "party_address_pkey" primary key (id)
);

create table "party_bank_account" (
  "id" uuid not null,
  "party" uuid not null,
  "account" text collate kontor_order,
  "bank" text collate kontor_order,
  "currency" text collate kontor_order,
  "main" boolean,
  "note" text collate kontor_order,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "party_bank_account_pkey" primary key (id)
);

create table "party_email" (
  "id" uuid not null,
  "party" uuid not null,
  "email" text collate kontor_order,
  "purpose" text collate kontor_order,
  "main" boolean,
  "note" text collate kontor_order,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "party_email_pkey" primary key (id)
);

create table "party_file" (
  "id" uuid not null,
  "party" uuid,
  "name" text collate kontor_order,
  "file" uuid,
  "kind" text collate kontor_order,
  "expires" date,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  constraint "party_file_pkey" primary key (id)
);

create table "party_identifier" (
  "id" uuid not null,
  "party" uuid not null,
  "kind" text collate kontor_order,
  "value" text collate kontor_order,
  "country" text collate kontor_order,
  "until" date,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "party_identifier_pkey" primary key (id)
);

create table "party_phone" (
  "id" uuid not null,
  "party" uuid not null,
  "number" text collate kontor_order,
  "purpose" text collate kontor_order,
  "main" boolean,
  "note" text collate kontor_order,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "party_phone_pkey" primary key (id)
);

create table "passkey" (
  "id" uuid not null,
  "user" uuid not null,
  "credential" bytea not null,
  "public_key" bytea not null,
  "counter" bigint not null,
  "transports" text[] not null default '{}'::text[],
  "name" text not null,
  "created_at" timestamp with time zone not null default now(),
  "last_used_at" timestamp with time zone,
  constraint "passkey_pkey" primary key (id)
);

create table "person_erasure" (
  "id" uuid not null,
  "object" text not null,
  "record" uuid not null,
  "mode" text not null,
  "at" timestamp with time zone not null default now(),
  "actor" uuid not null,
  "listed" boolean not null default false,
  "blanked" jsonb not null default '[]'::jsonb,
  "former" jsonb not null default '[]'::jsonb,
  "linked" jsonb not null default '[]'::jsonb,
  constraint "person_erasure_pkey" primary key (id)
);

create table "person_mention" (
  "erasure" uuid not null,
  "object" text not null,
  "record" uuid not null,
  "field" text not null,
  constraint "person_mention_pkey" primary key (erasure, object, record, field)
);

create table "post" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "key" text collate kontor_order,
  "superior" uuid,
  "administrator" boolean,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  "second_factor" boolean,
  constraint "post_pkey" primary key (id)
);

create table "proposal" (
  "criterion" uuid not null,
  "record" uuid not null,
  "object" text not null,
  "state" text not null default 'open'::text,
  "found_on" date not null,
  "until" date,
  "reason" text,
  "refused" text,
  "decided_by" uuid,
  "decided_at" timestamp with time zone,
  constraint "proposal_pkey" primary key (criterion, record)
);

create table "rate_count" (
  "key" text not null,
  "since" timestamp with time zone not null,
  "count" integer not null,
  constraint "rate_count_pkey" primary key (key)
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
  "ended_at" timestamp with time zone,
  constraint "record_share_pkey" primary key (id)
);

create table "recovery_code" (
  "user" uuid not null,
  "code_hash" bytea not null,
  constraint "recovery_code_pkey" primary key ("user", code_hash)
);

create table "retention_look" (
  "one" boolean not null default true,
  "day" date not null,
  "trusted" date not null,
  constraint "retention_look_pkey" primary key (one)
);

create table "retention_review" (
  "rule" uuid not null,
  "record" uuid not null,
  "object" text not null,
  "due" date not null,
  "state" text not null default 'open'::text,
  "decided_by" uuid,
  "decided_at" timestamp with time zone,
  "leapt_from" date,
  constraint "retention_review_pkey" primary key (rule, record)
);

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

create table "right_noting" (
  "one" boolean not null default true,
  "began_on" date not null,
  constraint "right_noting_pkey" primary key (one)
);

create table "right_use" (
  "user" uuid not null,
  "object" text collate "C" not null,
  "action" text collate "C" not null,
  "record" uuid,
  "last_on" date not null
);

create table "see_as" (
  "session" uuid not null,
  "user" uuid not null,
  "until" timestamp with time zone not null,
  constraint "see_as_pkey" primary key (session)
);

create table "session" (
  "id" uuid not null,
  "token_hash" bytea not null,
  "user" uuid not null,
  "created_at" timestamp with time zone not null default now(),
  "seen_at" timestamp with time zone not null default now(),
  "expires_at" timestamp with time zone not null,
  "address" text,
  "agent" text,
  "second_factor" boolean not null default false,
  "proved_at" timestamp with time zone not null default now(),
  "provider" uuid,
  constraint "session_pkey" primary key (id)
);

create table "setting" (
  "id" uuid not null,
  "key" text collate kontor_order,
  "value" jsonb,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "setting_pkey" primary key (id)
);

create table "setup_link" (
  "token_hash" bytea not null,
  "created_at" timestamp with time zone not null default now(),
  "expires_at" timestamp with time zone not null,
  constraint "setup_link_pkey" primary key (token_hash)
);

create table "sign_in_failure" (
  "key" text not null,
  "failures" integer not null,
  "last_at" timestamp with time zone not null,
  constraint "sign_in_failure_pkey" primary key (key)
);

create table "sign_in_identity" (
  "id" uuid not null,
  "provider" uuid not null,
  "subject" text not null,
  "user" uuid not null,
  "email" text,
  "created_at" timestamp with time zone not null default now(),
  "last_used_at" timestamp with time zone,
  constraint "sign_in_identity_pkey" primary key (id)
);

create table "sign_in_provider" (
  "id" uuid not null,
  "label" text not null,
  "issuer" text not null,
  "client_id" text not null,
  "secret" bytea,
  "domains" text[] not null default '{}'::text[],
  "joins" boolean not null default false,
  "new_user_post" uuid,
  "second_factor" boolean not null default false,
  "signs_out" boolean not null default false,
  "active" boolean not null default true,
  "created_at" timestamp with time zone not null default now(),
  constraint "sign_in_provider_pkey" primary key (id)
);

create table "sign_in_step" (
  "key_hash" bytea not null,
  "purpose" text not null,
  "user" uuid,
  "challenge" text,
  "attempts" integer not null default 0,
  "expires_at" timestamp with time zone not null,
  "shown" text,
  constraint "sign_in_step_pkey" primary key (key_hash)
);

create table "slow_statement" (
  "process" uuid not null,
  "fingerprint" text not null,
  "statement" text not null,
  "count" bigint not null,
  "longest_milliseconds" bigint not null,
  "last_at" timestamp with time zone not null,
  constraint "slow_statement_pkey" primary key (process, fingerprint)
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

create table "supplier_link" (
  "id" uuid not null,
  "customer" uuid,
  "supplier" uuid,
  "note" text collate kontor_order,
  "from" date,
  "until" date,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "ended_because" text collate kontor_order,
  constraint "supplier_link_pkey" primary key (id)
);

create table "tag" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "hue" text collate kontor_order,
  "objects" text[],
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "tag_pkey" primary key (id)
);

create table "totp" (
  "user" uuid not null,
  "secret" bytea not null,
  "created_at" timestamp with time zone not null default now(),
  "confirmed_at" timestamp with time zone,
  "last_step" bigint not null default 0,
  constraint "totp_pkey" primary key ("user")
);

create table "undo_kept" (
  "change" uuid not null,
  "nr" integer not null,
  "object" text not null,
  "record" uuid not null,
  "field" text,
  "reason" jsonb not null,
  "names" uuid,
  constraint "undo_kept_pkey" primary key (change, nr)
);

create table "user" (
  "id" uuid not null,
  "name" text collate kontor_order,
  "email" text collate kontor_order,
  "active" boolean,
  "language" text collate kontor_order,
  "superior" uuid,
  "picture" uuid,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  "search_key" text collate "C",
  "search_grams" integer[],
  "party" uuid,
  constraint "user_pkey" primary key (id)
);

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

create table "user_post" (
  "id" uuid not null,
  "user" uuid not null,
  "post" uuid,
  "company" uuid,
  "from" date,
  "until" date,
  "position" integer not null default 0,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "user_post_pkey" primary key (id)
);

create table "view" (
  "id" uuid not null,
  "object" text collate kontor_order,
  "name" text collate kontor_order,
  "user" uuid,
  "post" uuid,
  "shared" boolean,
  "columns" jsonb,
  "where" jsonb,
  "sort" jsonb,
  "layout" jsonb,
  "position" bigint,
  "created_at" timestamp with time zone not null default now(),
  "created_by" uuid,
  "updated_at" timestamp with time zone not null default now(),
  "updated_by" uuid,
  "version" integer not null default 1,
  constraint "view_pkey" primary key (id)
);

alter table "account_link" add constraint "account_link_token_hash_key" unique (token_hash);

create index account_link_user_idx on account_link using btree ("user");

alter table "activity" add constraint "activity_owner_fkey" foreign key (owner) references "user"(id) on delete restrict deferrable;

alter table "activity" add constraint "activity_party_fkey" foreign key (party) references party(id) on delete restrict deferrable;

create index activity_at_idx on activity using btree (at, id);

create index activity_created_at_idx on activity using btree (created_at, id);

create index activity_due_idx on activity using btree (due, id);

create index activity_kind_idx on activity using btree (kind, id);

create index activity_owner_due_idx on activity using btree (owner, due, id) where owner is not null;

create index activity_owner_search_key_idx on activity using btree (owner, search_key, id) where owner is not null;

create index activity_party_at_idx on activity using btree (party, at, id) where party is not null;

create index activity_party_created_at_idx on activity using btree (party, created_at, id) where party is not null;

create index activity_search_grams_idx on activity using gin (search_grams);

create index activity_search_key_idx on activity using btree (search_key, id);

create index activity_subject_idx on activity using btree (subject, id);

alter table "api_key" add constraint "api_key_key_hash_key" unique (key_hash);

create index api_key_user_idx on api_key using btree ("user");

create index audit_entry_actor_at_idx on audit_entry using btree (actor, at, id);

create index audit_entry_at_idx on audit_entry using btree (at);

create index audit_entry_beside_idx on audit_entry using btree ((coalesce(after, before) ->> 'record'::text)) where (object = any (array['fact'::text, 'recordShare'::text])) and record is not null;

create index audit_entry_change_idx on audit_entry using btree (change, id);

create index audit_entry_deed_idx on audit_entry using btree (split_part(action, ':'::text, 1), id) where action <> all (array['create'::text, 'update'::text]);

create index audit_entry_delete_idx on audit_entry using btree (object, id) where action = 'delete'::text;

create index audit_entry_model_idx on audit_entry using btree (object, id) where action = 'changeField'::text;

create index audit_entry_object_idx on audit_entry using btree (object, id);

create index audit_entry_record_idx on audit_entry using btree (record, id);

create index audit_entry_source_idx on audit_entry using btree (source, id) where source <> all (array['web'::text, 'api'::text, 'import'::text]);

create index audit_entry_tx_idx on audit_entry using btree (tx);

create trigger audit_entry_kept before delete or update or truncate on audit_entry for each statement execute function kontor_keep_facts();

create index audit_erasure_erasure_idx on audit_erasure using btree (erasure, entry);

create trigger audit_erasure_kept before delete or update or truncate on audit_erasure for each statement execute function kontor_keep_facts();

create trigger audit_seal_kept before delete or update or truncate on audit_seal for each statement execute function kontor_keep_facts();

create trigger audit_sealed_entry_kept before delete or update or truncate on audit_sealed_entry for each statement execute function kontor_keep_facts();

alter table "backup_run" add constraint "backup_run_kind_check" check (kind = any (array['backup'::text, 'trial'::text]));

alter table "backup_run" add constraint "backup_run_state_check" check (state = any (array['running'::text, 'done'::text, 'failed'::text]));

create index backup_run_began_at_idx on backup_run using btree (began_at desc);

alter table "catalog_object" add constraint "catalog_object_table_name_key" unique (table_name);

alter table "category" add constraint "category_parent_fkey" foreign key (parent) references category(id) on delete restrict deferrable;

create index category_name_idx on category using btree (name, id);

create index category_parent_idx on category using btree (parent) where parent is not null;

create index category_search_grams_idx on category using gin (search_grams);

create index category_search_key_idx on category using btree (search_key, id);

create index change_at_idx on change using btree (at);

create index change_undoes_idx on change using btree (undoes);

create index company_name_idx on company using btree (name, id);

create unique index company_name_key on company using btree (name) where name is not null;

create index company_search_grams_idx on company using gin (search_grams);

create index company_search_key_idx on company using btree (search_key, id);

create trigger company_notice after insert or delete or update on company for each statement execute function kontor_notice('kontor_settings');

alter table "company_holiday" add constraint "company_holiday_company_fkey" foreign key (company) references company(id) on delete cascade deferrable;

create index company_holiday_company_position_idx on company_holiday using btree (company, "position");

create trigger company_holiday_notice after insert or delete or update on company_holiday for each statement execute function kontor_notice('kontor_settings');

alter table "company_terms" add constraint "company_terms_company_fkey" foreign key (company) references company(id) on delete restrict deferrable;

alter table "company_terms" add constraint "company_terms_manager_fkey" foreign key (manager) references "user"(id) on delete restrict deferrable;

alter table "company_terms" add constraint "company_terms_party_fkey" foreign key (party) references party(id) on delete cascade deferrable;

create index company_terms_company_idx on company_terms using btree (company, id) where company is not null;

create index company_terms_manager_idx on company_terms using btree (manager) where manager is not null;

create index company_terms_party_position_idx on company_terms using btree (party, "position");

alter table "contact_link" add constraint "contact_link_contact_fkey" foreign key (contact) references party(id) on delete restrict deferrable;

alter table "contact_link" add constraint "contact_link_customer_fkey" foreign key (customer) references party(id) on delete restrict deferrable;

alter table "contact_link" add constraint "contact_link_supplier_fkey" foreign key (supplier) references party(id) on delete restrict deferrable;

create index contact_link_contact_idx on contact_link using btree (contact) where contact is not null;

create index contact_link_created_at_idx on contact_link using btree (created_at, id);

create index contact_link_customer_idx on contact_link using btree (customer) where customer is not null;

create index contact_link_position_idx on contact_link using btree ("position", id);

create index contact_link_supplier_idx on contact_link using btree (supplier) where supplier is not null;

create index criterion_name_idx on criterion using btree (name, id);

create index currency_code_idx on currency using btree (code, id);

create unique index currency_code_key on currency using btree (code) where code is not null;

alter table "data_request" add constraint "data_request_party_fkey" foreign key (party) references party(id) on delete restrict deferrable;

create index data_request_created_at_idx on data_request using btree (created_at, id);

create index data_request_expires_at_idx on data_request using btree (expires_at, id);

create index data_request_name_idx on data_request using btree (name, id);

create index data_request_party_created_at_idx on data_request using btree (party, created_at, id) where party is not null;

create index data_request_search_grams_idx on data_request using gin (search_grams);

create index data_request_search_key_idx on data_request using btree (search_key, id);

create index data_request_state_idx on data_request using btree (state, id);

alter table "data_request_file" add constraint "data_request_file_file_fkey" foreign key (file) references file(id) on delete restrict deferrable;

alter table "data_request_file" add constraint "data_request_file_request_fkey" foreign key (request) references data_request(id) on delete cascade deferrable;

create index data_request_file_file_idx on data_request_file using btree (file) where file is not null;

create index data_request_file_name_idx on data_request_file using btree (name, id);

create index data_request_file_request_position_idx on data_request_file using btree (request, "position");

alter table "data_request_message" add constraint "data_request_message_request_fkey" foreign key (request) references data_request(id) on delete cascade deferrable;

create index data_request_message_request_position_idx on data_request_message using btree (request, "position");

create index data_request_message_text_idx on data_request_message using btree (text, id);

alter table "duplicate_pair" add constraint "duplicate_pair_order_check" check (one < other);

alter table "duplicate_pair" add constraint "duplicate_pair_state_check" check (state = any (array['open'::text, 'different'::text, 'merged'::text]));

create unique index duplicate_pair_both_key on duplicate_pair using btree (one, other);

create index duplicate_pair_carried_idx on duplicate_pair using btree (carried) where carried is not null;

create index duplicate_pair_other_idx on duplicate_pair using btree (other);

create index duplicate_pair_score_idx on duplicate_pair using btree (object, state, score desc, id desc);

create index exchange_rate_base_currency_day_idx on exchange_rate using btree (base, currency, day, id);

create index exchange_rate_currency_idx on exchange_rate using btree (currency, id);

create index exchange_rate_day_idx on exchange_rate using btree (day, id);

create index export_created_at_idx on export using btree (created_at);

create index fact_created_at_idx on fact using btree (created_at, id);

create index fact_expires_at_idx on fact using btree (expires_at, id);

create index fact_kind_idx on fact using btree (kind, id);

create index fact_record_idx on fact using btree (record, id);

create index fact_result_idx on fact using btree (result, id);

create index fact_answer_at_idx on fact_answer using btree (at);

create index fact_confirmation_line_idx on fact_confirmation using btree (line);

create index fact_confirmation_record_idx on fact_confirmation using btree (record);

create unique index fact_confirmation_token_idx on fact_confirmation using btree (token_hash);

create index fact_look_due_idx on fact_look using btree (kind, due_at) where due_at is not null;

create index fact_look_fact_idx on fact_look using btree (fact) where outdated;

create index fact_look_of_idx on fact_look using btree (fact) where fact is not null;

create index fact_look_record_idx on fact_look using btree (record);

create index file_created_at_idx on file using btree (created_at, id);

create index file_hash_idx on file using btree (hash, id);

create index file_name_idx on file using btree (name, id);

alter table "grant" add constraint "grant_group_fkey" foreign key ("group") references user_group(id) on delete restrict deferrable;

alter table "grant" add constraint "grant_post_fkey" foreign key (post) references post(id) on delete restrict deferrable;

alter table "grant" add constraint "grant_user_fkey" foreign key ("user") references "user"(id) on delete restrict deferrable;

create index grant_group_idx on "grant" using btree ("group") where "group" is not null;

create index grant_object_idx on "grant" using btree (object, id);

create index grant_post_idx on "grant" using btree (post) where post is not null;

create index grant_user_idx on "grant" using btree ("user") where "user" is not null;

create trigger grant_notice after insert or delete or update on "grant" for each statement execute function kontor_notice('kontor_access');

alter table "group_member" add constraint "group_member_group_fkey" foreign key ("group") references user_group(id) on delete cascade deferrable;

alter table "group_member" add constraint "group_member_user_fkey" foreign key ("user") references "user"(id) on delete restrict deferrable;

create index group_member_group_position_idx on group_member using btree ("group", "position");

create index group_member_user_idx on group_member using btree ("user") where "user" is not null;

create trigger group_member_notice after insert or delete or update on group_member for each statement execute function kontor_notice('kontor_access');

create index idempotency_at_idx on idempotency using btree (at);

create index import_actor_idx on import using btree (actor, created_at);

create index import_created_at_idx on import using btree (created_at);

alter table "import_problem" add constraint "import_problem_import_fkey" foreign key (import) references import(id) on delete cascade;

create index import_problem_source_idx on import_problem using btree (import, source, code, "row");

alter table "import_repeat" add constraint "import_repeat_import_fkey" foreign key (import) references import(id) on delete cascade;

alter table "import_row" add constraint "import_row_import_fkey" foreign key (import) references import(id) on delete cascade;

alter table "import_tie" add constraint "import_tie_import_fkey" foreign key (import) references import(id) on delete cascade;

create index import_told_apart_record_idx on import_told_apart using btree (record);

create index job_actor_idx on job using btree (actor, created_at);

create index job_open_idx on job using btree (run_at) where state = any (array['waiting'::text, 'running'::text]);

create index job_undo_idx on job using btree ((payload ->> 'change'::text)) where name = 'undo'::text;

create index keeper_ask_asker_idx on keeper_ask using btree (asker, at);

create index keeper_ask_at_idx on keeper_ask using btree (at);

alter table "keeper_question" add constraint "keeper_question_ask_fkey" foreign key (ask) references keeper_ask(id) on delete cascade;

alter table "keeper_question" add constraint "keeper_question_state_check" check (state = any (array['open'::text, 'answered'::text, 'shared'::text, 'closed'::text]));

create index keeper_question_ask_idx on keeper_question using btree (ask);

create index keeper_question_open_idx on keeper_question using btree (id) where state = 'open'::text;

create index keeper_question_record_idx on keeper_question using btree (record);

create index known_device_user_idx on known_device using btree ("user");

create index mail_created_at_idx on mail using btree (created_at);

create index moved_name_record_idx on moved_name using btree (record);

create trigger notice after insert or update on moved_name for each statement execute function kontor_notice('kontor_moves');

create index moved_record_target_idx on moved_record using btree (target);

create trigger notice after insert or update on moved_record for each statement execute function kontor_notice('kontor_moves');

create index outside_token_expires_at_idx on outside_token using btree (expires_at);

create index outside_token_request_idx on outside_token using btree (request);

alter table "party" add constraint "party_contact__category_fkey" foreign key (contact__category) references category(id) on delete restrict deferrable;

alter table "party" add constraint "party_contact__manager_fkey" foreign key (contact__manager) references "user"(id) on delete restrict deferrable;

alter table "party" add constraint "party_contact__status_reason_fkey" foreign key (contact__status_reason) references status_reason(id) on delete restrict deferrable;

alter table "party" add constraint "party_contact__waits_for_fkey" foreign key (contact__waits_for) references "user"(id) on delete restrict deferrable;

alter table "party" add constraint "party_customer__category_fkey" foreign key (customer__category) references category(id) on delete restrict deferrable;

alter table "party" add constraint "party_customer__manager_fkey" foreign key (customer__manager) references "user"(id) on delete restrict deferrable;

alter table "party" add constraint "party_customer__status_reason_fkey" foreign key (customer__status_reason) references status_reason(id) on delete restrict deferrable;

alter table "party" add constraint "party_customer__waits_for_fkey" foreign key (customer__waits_for) references "user"(id) on delete restrict deferrable;

alter table "party" add constraint "party_parent_fkey" foreign key (parent) references party(id) on delete restrict deferrable;

alter table "party" add constraint "party_payer_fkey" foreign key (payer) references party(id) on delete restrict deferrable;

alter table "party" add constraint "party_picture_fkey" foreign key (picture) references file(id) on delete restrict deferrable;

alter table "party" add constraint "party_supplier__category_fkey" foreign key (supplier__category) references category(id) on delete restrict deferrable;

alter table "party" add constraint "party_supplier__manager_fkey" foreign key (supplier__manager) references "user"(id) on delete restrict deferrable;

alter table "party" add constraint "party_supplier__status_reason_fkey" foreign key (supplier__status_reason) references status_reason(id) on delete restrict deferrable;

alter table "party" add constraint "party_supplier__waits_for_fkey" foreign key (supplier__waits_for) references "user"(id) on delete restrict deferrable;

create index party_city_idx on party using btree (city, id);

create index party_companies_idx on party using gin (companies);

create index party_contact__category_idx on party using btree (contact__category) where is_contact and contact__category is not null;

create index party_contact__importance_idx on party using btree (contact__importance, id) where is_contact;

create index party_contact__manager_search_key_idx on party using btree (contact__manager, search_key, id) where is_contact and contact__manager is not null;

create index party_contact__stage_due_idx on party using btree (contact__stage_due, id) where is_contact;

create index party_contact__status_idx on party using btree (contact__status, id) where is_contact;

create index party_contact__status_reason_idx on party using btree (contact__status_reason) where is_contact and contact__status_reason is not null;

create index party_contact__waits_for_idx on party using btree (contact__waits_for) where is_contact and contact__waits_for is not null;

create index party_contact_city_name_idx on party using btree (city, name, id) where is_contact;

create index party_contact_contact__manager_name_idx on party using btree (contact__manager, name, id) where is_contact and contact__manager is not null;

create index party_contact_name_idx on party using btree (name, id) where is_contact;

create index party_country_idx on party using btree (country, id);

create index party_customer__category_idx on party using btree (customer__category) where is_customer and customer__category is not null;

create index party_customer__credit_limit_idx on party using btree (customer__credit_limit, id) where is_customer;

create index party_customer__importance_idx on party using btree (customer__importance, id) where is_customer;

create index party_customer__manager_search_key_idx on party using btree (customer__manager, search_key, id) where is_customer and customer__manager is not null;

create index party_customer__stage_due_idx on party using btree (customer__stage_due, id) where is_customer;

create index party_customer__status_idx on party using btree (customer__status, id) where is_customer;

create index party_customer__status_reason_idx on party using btree (customer__status_reason) where is_customer and customer__status_reason is not null;

create index party_customer__waits_for_idx on party using btree (customer__waits_for) where is_customer and customer__waits_for is not null;

create index party_customer_city_name_idx on party using btree (city, name, id) where is_customer;

create index party_customer_country_name_idx on party using btree (country, name, id) where is_customer;

create index party_customer_customer__manager_name_idx on party using btree (customer__manager, name, id) where is_customer and customer__manager is not null;

create index party_customer_last_contact_idx on party using btree (last_contact, id) where is_customer;

create index party_customer_name_idx on party using btree (name, id) where is_customer;

create index party_email_idx on party using btree (email, id);

create index party_last_contact_idx on party using btree (last_contact, id);

create index party_match_keys_idx on party using gin (match_keys);

create index party_name_idx on party using btree (name, id);

create index party_number_digits_idx on party using btree (kontor_digits(number) collate "C", id);

create unique index party_number_key on party using btree (number) where number is not null;

create index party_parent_idx on party using btree (parent) where parent is not null;

create index party_payer_idx on party using btree (payer) where payer is not null;

create index party_phone_idx on party using btree (phone, id);

create index party_picture_idx on party using btree (picture) where picture is not null;

create index party_registration_number_digits_idx on party using btree (kontor_digits(registration_number) collate "C", id);

create index party_registration_number_idx on party using btree (registration_number, id);

create index party_search_grams_idx on party using gin (search_grams);

create index party_search_key_idx on party using btree (search_key, id);

create index party_supplier__category_idx on party using btree (supplier__category) where is_supplier and supplier__category is not null;

create index party_supplier__credit_limit_idx on party using btree (supplier__credit_limit, id) where is_supplier;

create index party_supplier__importance_idx on party using btree (supplier__importance, id) where is_supplier;

create index party_supplier__manager_search_key_idx on party using btree (supplier__manager, search_key, id) where is_supplier and supplier__manager is not null;

create index party_supplier__stage_due_idx on party using btree (supplier__stage_due, id) where is_supplier;

create index party_supplier__status_idx on party using btree (supplier__status, id) where is_supplier;

create index party_supplier__status_reason_idx on party using btree (supplier__status_reason) where is_supplier and supplier__status_reason is not null;

create index party_supplier__waits_for_idx on party using btree (supplier__waits_for) where is_supplier and supplier__waits_for is not null;

create index party_supplier_city_name_idx on party using btree (city, name, id) where is_supplier;

create index party_supplier_country_name_idx on party using btree (country, name, id) where is_supplier;

create index party_supplier_last_contact_idx on party using btree (last_contact, id) where is_supplier;

create index party_supplier_name_idx on party using btree (name, id) where is_supplier;

create index party_supplier_supplier__manager_name_idx on party using btree (supplier__manager, name, id) where is_supplier and supplier__manager is not null;

create index party_tags_idx on party using gin (tags);

create index party_tax_id_digits_idx on party using btree (kontor_digits(tax_id) collate "C", id);

create index party_tax_id_idx on party using btree (tax_id, id);

alter table "party_address" add constraint "party_address_party_fkey" foreign key (party) references party(id) on delete cascade deferrable;

create index party_address_party_position_idx on party_address using btree (party, "position");

create index party_address_street_idx on party_address using btree (street, id);

alter table "party_bank_account" add constraint "party_bank_account_party_fkey" foreign key (party) references party(id) on delete cascade deferrable;

create index party_bank_account_account_idx on party_bank_account using btree (account, id);

create index party_bank_account_party_position_idx on party_bank_account using btree (party, "position");

alter table "party_email" add constraint "party_email_party_fkey" foreign key (party) references party(id) on delete cascade deferrable;

create index party_email_email_idx on party_email using btree (email, id);

create index party_email_party_position_idx on party_email using btree (party, "position");

alter table "party_file" add constraint "party_file_file_fkey" foreign key (file) references file(id) on delete restrict deferrable;

alter table "party_file" add constraint "party_file_party_fkey" foreign key (party) references party(id) on delete restrict deferrable;

create index party_file_created_at_idx on party_file using btree (created_at, id);

create index party_file_created_by_search_key_idx on party_file using btree (created_by, search_key, id) where created_by is not null;

create index party_file_expires_idx on party_file using btree (expires, id);

create index party_file_file_idx on party_file using btree (file) where file is not null;

create index party_file_name_idx on party_file using btree (name, id);

create index party_file_party_created_at_idx on party_file using btree (party, created_at, id) where party is not null;

create index party_file_search_grams_idx on party_file using gin (search_grams);

create index party_file_search_key_idx on party_file using btree (search_key, id);

alter table "party_identifier" add constraint "party_identifier_party_fkey" foreign key (party) references party(id) on delete cascade deferrable;

create index party_identifier_party_position_idx on party_identifier using btree (party, "position");

create index party_identifier_value_idx on party_identifier using btree (value, id);

alter table "party_phone" add constraint "party_phone_party_fkey" foreign key (party) references party(id) on delete cascade deferrable;

create index party_phone_number_idx on party_phone using btree (number, id);

create index party_phone_party_position_idx on party_phone using btree (party, "position");

alter table "passkey" add constraint "passkey_credential_key" unique (credential);

create index passkey_user_idx on passkey using btree ("user");

create index person_erasure_record_idx on person_erasure using btree (record);

create index person_mention_record_idx on person_mention using btree (record);

alter table "post" add constraint "post_superior_fkey" foreign key (superior) references post(id) on delete restrict deferrable;

create unique index post_key_key on post using btree (key) where key is not null;

create index post_name_idx on post using btree (name, id);

create index post_search_grams_idx on post using gin (search_grams);

create index post_search_key_idx on post using btree (search_key, id);

create index post_superior_idx on post using btree (superior) where superior is not null;

create trigger post_notice after insert or delete or update on post for each statement execute function kontor_notice('kontor_access');

create index proposal_record_idx on proposal using btree (record);

create index proposal_waiting_idx on proposal using btree (criterion, record) where state = 'open'::text;

create index rate_count_since_idx on rate_count using btree (since);

alter table "record_share" add constraint "record_share_group_fkey" foreign key ("group") references user_group(id) on delete restrict deferrable;

alter table "record_share" add constraint "record_share_post_fkey" foreign key (post) references post(id) on delete restrict deferrable;

alter table "record_share" add constraint "record_share_user_fkey" foreign key ("user") references "user"(id) on delete restrict deferrable;

create index record_share_created_at_idx on record_share using btree (created_at, id);

create index record_share_group_idx on record_share using btree ("group") where "group" is not null;

create index record_share_object_idx on record_share using btree (object, id);

create index record_share_post_idx on record_share using btree (post) where post is not null;

create index record_share_record_idx on record_share using btree (record, id);

create index record_share_user_idx on record_share using btree ("user") where "user" is not null;

create trigger record_share_notice after insert or delete or update on record_share for each statement execute function kontor_notice('kontor_access');

alter table "retention_look" add constraint "retention_look_one_check" check (one);

create index retention_review_record_idx on retention_review using btree (record);

create index retention_rule_name_idx on retention_rule using btree (name, id);

alter table "right_noting" add constraint "right_noting_one_check" check (one);

alter table "right_use" add constraint "right_use_once" unique nulls not distinct ("user", object, action, record);

alter table "see_as" add constraint "see_as_session_fkey" foreign key (session) references session(id) on delete cascade;

alter table "session" add constraint "session_token_hash_key" unique (token_hash);

create index session_expires_at_idx on session using btree (expires_at);

create index session_user_idx on session using btree ("user");

create index setting_key_idx on setting using btree (key, id);

create unique index setting_key_key on setting using btree (key) where key is not null;

create trigger setting_notice after insert or delete or update on setting for each statement execute function kontor_notice('kontor_settings');

alter table "sign_in_identity" add constraint "sign_in_identity_provider_fkey" foreign key (provider) references sign_in_provider(id) on delete cascade;

alter table "sign_in_identity" add constraint "sign_in_identity_provider_subject_key" unique (provider, subject);

create index sign_in_identity_user_idx on sign_in_identity using btree ("user");

create index sign_in_step_expires_at_idx on sign_in_step using btree (expires_at);

create index slow_statement_last_at_idx on slow_statement using btree (last_at);

alter table "status_change" add constraint "status_change_category_fkey" foreign key (category) references category(id) on delete restrict deferrable;

alter table "status_change" add constraint "status_change_evidence_fkey" foreign key (evidence) references file(id) on delete restrict deferrable;

alter table "status_change" add constraint "status_change_party_fkey" foreign key (party) references party(id) on delete restrict deferrable;

alter table "status_change" add constraint "status_change_reason_fkey" foreign key (reason) references status_reason(id) on delete restrict deferrable;

create index status_change_category_idx on status_change using btree (category) where category is not null;

create index status_change_created_at_idx on status_change using btree (created_at, id);

create index status_change_day_idx on status_change using btree (day, id);

create index status_change_evidence_idx on status_change using btree (evidence) where evidence is not null;

create index status_change_name_idx on status_change using btree (name, id);

create index status_change_party_created_at_idx on status_change using btree (party, created_at, id) where party is not null;

create index status_change_plan_idx on status_change using btree (plan, id);

create index status_change_reason_idx on status_change using btree (reason) where reason is not null;

create index status_change_search_grams_idx on status_change using gin (search_grams);

create index status_change_search_key_idx on status_change using btree (search_key, id);

create index status_change_state_idx on status_change using btree (state, id);

create unique index status_reason_key_key on status_reason using btree (key) where key is not null;

create index status_reason_name_idx on status_reason using btree (name, id);

create index status_reason_order_name_idx on status_reason using btree ("order", name, id);

create index status_reason_search_grams_idx on status_reason using gin (search_grams);

create index status_reason_search_key_idx on status_reason using btree (search_key, id);

alter table "substitution" add constraint "substitution_substitute_fkey" foreign key (substitute) references "user"(id) on delete restrict deferrable;

alter table "substitution" add constraint "substitution_user_fkey" foreign key ("user") references "user"(id) on delete restrict deferrable;

create index substitution_substitute_idx on substitution using btree (substitute, id) where substitute is not null;

create index substitution_until_idx on substitution using btree (until, id);

create index substitution_user_idx on substitution using btree ("user") where "user" is not null;

create trigger substitution_notice after insert or delete or update on substitution for each statement execute function kontor_notice('kontor_access');

alter table "supplier_link" add constraint "supplier_link_customer_fkey" foreign key (customer) references party(id) on delete restrict deferrable;

alter table "supplier_link" add constraint "supplier_link_supplier_fkey" foreign key (supplier) references party(id) on delete restrict deferrable;

create index supplier_link_created_at_idx on supplier_link using btree (created_at, id);

create index supplier_link_customer_idx on supplier_link using btree (customer) where customer is not null;

create index supplier_link_note_idx on supplier_link using btree (note, id);

create index supplier_link_supplier_idx on supplier_link using btree (supplier) where supplier is not null;

create index tag_name_idx on tag using btree (name, id);

create unique index tag_name_key on tag using btree (name) where name is not null;

alter table "undo_kept" add constraint "undo_kept_change_fkey" foreign key (change) references change(id) on delete cascade;

create index undo_kept_record_idx on undo_kept using btree (record);

alter table "user" add constraint "user_party_fkey" foreign key (party) references party(id) on delete restrict deferrable;

alter table "user" add constraint "user_picture_fkey" foreign key (picture) references file(id) on delete restrict deferrable;

alter table "user" add constraint "user_superior_fkey" foreign key (superior) references "user"(id) on delete restrict deferrable;

create index user_email_begins_idx on "user" using btree (lower(email) collate "C", id);

create unique index user_email_key on "user" using btree (email) where email is not null;

create index user_name_idx on "user" using btree (name, id);

create index user_party_idx on "user" using btree (party) where party is not null;

create index user_picture_idx on "user" using btree (picture) where picture is not null;

create index user_search_grams_idx on "user" using gin (search_grams);

create index user_search_key_idx on "user" using btree (search_key, id);

create index user_superior_idx on "user" using btree (superior) where superior is not null;

create trigger user_notice after insert or delete or update on "user" for each statement execute function kontor_notice('kontor_access');

create trigger user_ways after update on "user" for each row when (old.email is distinct from new.email or old.active is distinct from new.active) execute function kontor_close_ways();

create index user_group_name_idx on user_group using btree (name, id);

create unique index user_group_name_key on user_group using btree (name) where name is not null;

create index user_group_search_grams_idx on user_group using gin (search_grams);

create index user_group_search_key_idx on user_group using btree (search_key, id);

create trigger user_group_notice after insert or delete or update on user_group for each statement execute function kontor_notice('kontor_access');

alter table "user_post" add constraint "user_post_company_fkey" foreign key (company) references company(id) on delete restrict deferrable;

alter table "user_post" add constraint "user_post_post_fkey" foreign key (post) references post(id) on delete restrict deferrable;

alter table "user_post" add constraint "user_post_user_fkey" foreign key ("user") references "user"(id) on delete cascade deferrable;

create index user_post_company_idx on user_post using btree (company) where company is not null;

create index user_post_post_idx on user_post using btree (post) where post is not null;

create index user_post_user_position_idx on user_post using btree ("user", "position");

create trigger user_post_notice after insert or delete or update on user_post for each statement execute function kontor_notice('kontor_access');

alter table "view" add constraint "view_post_fkey" foreign key (post) references post(id) on delete restrict deferrable;

alter table "view" add constraint "view_user_fkey" foreign key ("user") references "user"(id) on delete restrict deferrable;

create index view_name_idx on view using btree (name, id);

create index view_object_idx on view using btree (object, id);

create index view_object_name_idx on view using btree (object, name, id);

create index view_post_idx on view using btree (post) where post is not null;

create index view_user_idx on view using btree ("user") where "user" is not null;
