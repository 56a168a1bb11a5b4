-- What one shows beside the password, or in its place.

-- Codes of an authenticator. The secret is sealed with the key of the installation (engine/accounts/sealing.ts).
create table totp (
  "user" uuid primary key,
  secret bytea not null,
  created_at timestamptz not null default now(),
  -- Null until a first code has shown that the authenticator has the secret.
  confirmed_at timestamptz,
  -- The thirty seconds of the last code that was taken: none is taken twice.
  last_step bigint not null default 0
);

create table recovery_code (
  "user" uuid not null,
  code_hash bytea not null,
  primary key ("user", code_hash)
);

create table passkey (
  id uuid primary key,
  "user" uuid not null,
  credential bytea not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_user_idx on passkey ("user");

-- What was begun and waits for an answer: a second step of signing in, or a passkey. Each is used up by it.
create table sign_in_step (
  key_hash bytea primary key,
  purpose text not null,
  "user" uuid,
  challenge text,
  attempts integer not null default 0,
  expires_at timestamptz not null
);
create index sign_in_step_expires_at_idx on sign_in_step (expires_at);

alter table session
  -- Signed in with more than a password.
  add column second_factor boolean not null default false,
  -- When it was last shown who sits there.
  add column proved_at timestamptz not null default now();
