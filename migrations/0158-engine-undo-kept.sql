-- What an undo left as it was stays readable: which records and fields, and why, in each language. The change counts
-- all of them; of very many the first are listed. With an undo that took nothing back they go.
alter table "change" add column "kept" integer;

create table "undo_kept" (
  "change" uuid not null,
  "nr" integer not null,
  "object" text not null,
  "record" uuid not null,
  "field" text,
  "reason" jsonb not null,
  "names" uuid,
  constraint "undo_kept_pkey" primary key ("change", "nr"),
  constraint "undo_kept_change_fkey" foreign key ("change") references "change"("id") on delete cascade
);

create index "undo_kept_record_idx" on "undo_kept" using btree ("record");
