-- How far the key carried by which an import was checked last or brought in; null: as far as all rights do.
alter table "import" add column "judged_scope" jsonb;
