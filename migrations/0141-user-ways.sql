create trigger "user_ways" after update on "user" for each row when (old.email is distinct from new.email or old.active is distinct from new.active) execute function kontor_close_ways();

-- What lay there until now.
delete from account_link l using "user" u where u.id = l."user" and u.active is not true;

delete from session s using "user" u where u.id = s."user" and u.active is not true;
