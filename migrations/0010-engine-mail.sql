-- Mails that go out (engine/mail). Of a mail only its facts are kept: what it says, and the secret of a link
-- in it, comes about when it is sent.
create table mail (
  id uuid primary key,
  kind text not null,
  recipient text not null,
  language text not null,
  payload jsonb not null,
  -- waiting, sent, failed, notSetUp (there was no way to send it) or dropped (nobody needs it any more)
  state text not null default 'waiting',
  attempts integer not null default 0,
  error text,
  created_at timestamptz not null default now(),
  created_by uuid,
  sent_at timestamptz
);
create index mail_created_at_idx on mail (created_at);
