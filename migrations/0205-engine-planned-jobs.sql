-- A job that somebody planned for a day waits for that day; one that only rests waits at most for a minute, and is
-- told from it by this, so that a clock that was ahead for a while does not make it wait for as long. What a process
-- of before adds beside it counts as planned: it may wait too long, and never runs too early.
alter table "job" add column "planned" boolean not null default true;

update "job" set "planned" = false where "state" <> 'waiting' or "run_at" <= now() + interval '2 minutes';
