-- Whoever is made inactive, or known by another e-mail, leaves no way in behind: links in a mailbox that is theirs
-- no more, and sessions that would open again with the user.
create function kontor_close_ways() returns trigger language plpgsql as $$
begin
  delete from account_link where "user" = new.id;
  delete from sign_in_step where "user" = new.id;
  if new.active is not true then
    delete from session where "user" = new.id;
    delete from known_device where "user" = new.id;
  end if;
  return null;
end $$;
