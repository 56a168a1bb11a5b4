-- How often in a row a job was taken up and its process ended without a word of it: one that ends its process each
-- time is set aside (engine/jobs/orphans.ts). A word is that it came further than ever, so how far that was is kept.
alter table "job" add column "unheard" integer not null default 0;
alter table "job" add column "reached" bigint not null default 0;
