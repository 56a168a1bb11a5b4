-- A key may carry less than its user may do; work that it starts carries no more either.
alter table api_key add column scope jsonb;
alter table job add column scope jsonb;

-- Browsers from which somebody has signed in: strangers who guess at the user do not slow them down.
create table known_device (
  token_hash bytea primary key,
  "user" uuid not null,
  seen_at timestamptz not null default now()
);
create index known_device_user_idx on known_device ("user");
