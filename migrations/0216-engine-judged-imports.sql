-- In whose rights an import was checked last or brought in; null: of whoever uploaded it.
alter table "import" add column "judged_by" uuid;
