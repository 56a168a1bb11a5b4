-- Sessions that a password alone had opened before something was added beside it: whoever knew that password stayed in
-- by them, and could take the other thing away. From now on they end as it is added.
delete from "session" s where not s."second_factor"
  and (exists (select from "totp" t where t."user" = s."user" and t."confirmed_at" is not null)
    or exists (select from "passkey" p where p."user" = s."user"));
