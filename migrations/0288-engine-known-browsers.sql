-- A browser counts as known for a second factor only once that was shown in it (engine/accounts/second-factors.ts).
-- In which of those from before it was, nobody knows: they are strangers until whoever it is comes in by them again.
delete from "known_device" d
where exists (select from "totp" t where t."user" = d."user" and t.confirmed_at is not null)
   or exists (select from "passkey" p where p."user" = d."user");
