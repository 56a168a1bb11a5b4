-- An administrator who looks at Kontor through somebody else's eyes: of one session, for a while, read only.
create table see_as (
  session uuid primary key references session (id) on delete cascade,
  "user" uuid not null,
  until timestamptz not null
);
