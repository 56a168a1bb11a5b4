-- The day on which rules of retention were last looked through, and the last of these that nobody doubts: where the day
-- has leapt since, people wait for a decision, with the day from which it leapt, and are not made anonymous by a clock.
create table "retention_look" (
  "one" boolean not null default true,
  "day" date not null,
  "trusted" date not null,
  constraint "retention_look_pkey" primary key ("one"),
  constraint "retention_look_one_check" check ("one")
);

alter table "retention_review" add column "leapt_from" date;
