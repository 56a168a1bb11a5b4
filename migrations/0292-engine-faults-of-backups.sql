-- What is wrong with a backup that was made all the same, one word for each, so that what is every night hides nothing
-- of today; and where it lies.
alter table "backup_run" add column "faults" text[] not null default '{}', add column "place" text;
