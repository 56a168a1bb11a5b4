alter table "record_share" add column "ended_at" timestamp with time zone;
