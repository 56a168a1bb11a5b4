-- A job that somebody planned for a day waits for that day; one that only rests waits at most for a minute, and is
-- told from it by this, so that a clock that was ahead for a while does not make it wait for as long.
alter table "job" add column "planned" boolean not null default false;

update "job" set "planned" = true where "state" = 'waiting' and "run_at" > now() + interval '2 minutes';
