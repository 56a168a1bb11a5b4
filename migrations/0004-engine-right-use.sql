-- On which day a user last used a right: written at most once a day for each, by the processes together.
create table "right_use" (
  "user" uuid not null,
  "object" text collate "C" not null,
  "action" text collate "C" not null,
  "record" uuid,
  "last_on" date not null,
  constraint "right_use_once" unique nulls not distinct ("user", "object", "action", "record")
);
