-- Links by which a partner fills in its own form. Only a hash of each secret is kept, one for each mail that
-- was sent, until the form is over.
create table outside_token (
  hash bytea primary key,
  request uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index outside_token_request_idx on outside_token (request);
create index outside_token_expires_at_idx on outside_token (expires_at);
