-- By which rights a kept answer was given: to whom has others it is not told as it stands.
alter table idempotency add column access text;
