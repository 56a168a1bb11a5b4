-- From which day on the use of pages of the settings and of single shared records is noted: until then nobody knows of
-- it, so none of them is unused for longer. A new installation notes it from the beginning and needs no such day.
create table "right_noting" (
  "one" boolean not null default true,
  "began_on" date not null,
  constraint "right_noting_pkey" primary key ("one"),
  constraint "right_noting_one_check" check ("one")
);

insert into "right_noting" ("began_on") select current_date where exists (select from "user");
