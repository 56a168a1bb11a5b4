-- Who else may say who somebody is (engine/accounts/open-id).
create table sign_in_provider (
  id uuid primary key,
  label text not null,
  issuer text not null,
  client_id text not null,
  -- Sealed with the key of the installation (engine/accounts/sealing.ts); null for a client without one.
  secret bytea,
  -- Only people with e-mails of these; empty: of all.
  domains text[] not null default '{}',
  -- A verified e-mail of a user who is not linked yet links them.
  joins boolean not null default false,
  -- Whoever is not known becomes a user with this post; null: nobody does.
  new_user_post uuid,
  -- Its word that a second factor was shown counts here.
  second_factor boolean not null default false,
  -- Who signs out here is led to sign out there too.
  signs_out boolean not null default false,
  active boolean not null default true,
  created_at timestamptz not null default now()
);

create table sign_in_identity (
  id uuid primary key,
  provider uuid not null references sign_in_provider on delete cascade,
  -- The name that the provider never gives to another.
  subject text not null,
  "user" uuid not null,
  -- As the provider last said, for people to tell their accounts apart.
  email text,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  unique (provider, subject)
);
create index sign_in_identity_user_idx on sign_in_identity ("user");

-- What was shown before the second step.
alter table sign_in_step add column shown text;
-- By which provider the session was opened, for signing out.
alter table session add column provider uuid;
