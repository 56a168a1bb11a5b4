-- Whom a reminder went to: what was passed on to somebody else is told to them, and not only after a period.
alter table due_reminder add column whom uuid;

-- An engine by itself has no partners.
do $$ begin
  if to_regclass('party') is not null then
    update due_reminder r set whom = case r.object when 'customer' then p.customer__waits_for
      when 'supplier' then p.supplier__waits_for when 'contact' then p.contact__waits_for end
    from party p where p.id = r.record;
  end if;
end $$;
