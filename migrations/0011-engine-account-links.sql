-- Links with which somebody sets their own password: an invitation, or a reset by e-mail. The secret of a link
-- comes about when its mail is sent; only its hash is kept.
create table account_link (
  id uuid primary key,
  "user" uuid not null,
  -- reset or invitation
  kind text not null,
  token_hash bytea unique,
  created_at timestamptz not null default now(),
  created_by uuid,
  expires_at timestamptz not null
);
create index account_link_user_idx on account_link ("user");

-- How often something was asked for by whom nobody knows yet; shared by all processes.
create unlogged table rate_count (
  key text primary key,
  since timestamptz not null,
  count integer not null
);
create index rate_count_since_idx on rate_count (since);
