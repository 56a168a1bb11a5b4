-- From which day on the use of pages of the settings and of single shared records is noted: until then nobody knows of
-- it, so none of them is unused for longer. Where nobody has come in yet, it is noted from the beginning.
create table "right_noting" (
  "one" boolean not null default true,
  "began_on" date not null,
  constraint "right_noting_pkey" primary key ("one"),
  constraint "right_noting_one_check" check ("one")
);

insert into "right_noting" ("began_on") select current_date
  where exists (select from api_key) or exists (select from session) or exists (select from right_use);
