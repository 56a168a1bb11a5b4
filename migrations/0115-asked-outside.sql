alter table "data_request" add column "accepted_lines" jsonb;

-- Until now a fixed ten fields could be asked of any partner, with what we hold of them shown, accounts aside. They
-- stand in the rules from now on, where the owner takes them out or adds others.
with upgrade as materialized (
  select gen_random_uuid() as change, coalesce(
    (select rules::jsonb from catalog_rule where object = 'party'), '[]'::jsonb) as before),
asked as (
  select upgrade.change, upgrade.before, upgrade.before || '[
    {"ask": "name", "shown": true}, {"ask": "taxId", "shown": true},
    {"ask": "registrationNumber", "shown": true}, {"ask": "country", "shown": true},
    {"ask": "addresses", "shown": true}, {"ask": "email", "shown": true}, {"ask": "phone", "shown": true},
    {"ask": "website", "shown": true}, {"ask": "industry", "shown": true}, {"ask": "bankAccounts"}]'::jsonb as after
  from upgrade),
kept as (
  insert into catalog_rule (object, rules) select 'party', after::json from asked
  on conflict (object) do update set rules = excluded.rules
  returning object)
insert into audit_entry (change, source, request, object, action, before, after)
select asked.change, 'system', 'upgrade', kept.object, 'setRules',
  jsonb_build_object('rules', asked.before), jsonb_build_object('rules', asked.after)
from asked, kept;
