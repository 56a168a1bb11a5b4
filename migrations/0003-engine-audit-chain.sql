-- The chain over the log (engine/seal, decisions/0013-audit-chain.md).

-- Seals: each covers entries that no transaction can add to any more, and the seal before it.
create table audit_seal (
  number bigint primary key,
  -- How many entries are sealed up to here, this seal's own among them.
  position bigint not null,
  entries bigint not null,
  last_entry bigint not null,
  -- Below this transaction of this server's everything is sealed.
  until xid8 not null,
  cluster bigint not null,
  sealed_at timestamptz not null,
  digest bytea not null,
  hash bytea not null
);
create trigger audit_seal_kept before update or delete or truncate on audit_seal
  for each statement execute function kontor_keep_facts();

-- The digest of each sealed entry. The salt goes when values are erased, or they could be guessed from the digest.
create table audit_sealed_entry (
  entry bigint primary key,
  seal bigint not null,
  salt uuid,
  digest bytea not null
);
create trigger audit_sealed_entry_kept before update or delete or truncate on audit_sealed_entry
  for each statement execute function kontor_keep_facts();

-- What was left of sealed entries when values were erased from them.
create table audit_erasure (
  erasure uuid not null,
  entry bigint not null,
  salt uuid,
  digest bytea not null,
  primary key (entry, erasure)
);
create index audit_erasure_erasure_idx on audit_erasure (erasure, entry);
create trigger audit_erasure_kept before update or delete or truncate on audit_erasure
  for each statement execute function kontor_keep_facts();
