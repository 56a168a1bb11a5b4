-- A job remembers of which objects its records are, so that it is told only to whom one of them is known today.
alter table "job" add column "about" text[];
