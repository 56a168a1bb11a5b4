alter table "file" add column "scan" text collate kontor_order;
