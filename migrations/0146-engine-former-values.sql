-- What was a text may become a reference. What the log holds of the time before stays as it was written; here stands
-- which record each text meant.
create table "former_value" (
  "object" text not null,
  "value" text not null,
  "record" uuid not null,
  constraint "former_value_pkey" primary key ("object", "value")
);
