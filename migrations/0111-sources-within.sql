-- Sources of facts that stand within the own network are asked only where that is ticked: where an address says plainly that
-- it is one, whoever entered it meant so.
with upgrade as materialized (select gen_random_uuid() as change),
within as (
  select replace(s.key, '.address', '.ownNetwork') as key from "setting" s
  where s.key like 'checks.%.address' and s.value ->> 'value' ~* ('^https?://(localhost|[a-z0-9_-]+|'
    || '[a-z0-9_.-]+\.(local|lan|internal|intern|corp|home|home\.arpa)|127(\.\d+){3}|10(\.\d+){3}|192\.168(\.\d+){2}|'
    || '172\.(1[6-9]|2\d|3[01])(\.\d+){2}|\[::1\]|\[f[cd][0-9a-f:]+\])(:\d+)?(/|\?|$)')
    and not exists (select from "setting" o where o.key = replace(s.key, '.address', '.ownNetwork'))),
ticked as (
  insert into "setting" (id, key, value) select gen_random_uuid(), within.key, '{"value": true}'::jsonb from within
  returning id, key, value)
insert into audit_entry (change, source, request, object, record, action, after)
select upgrade.change, 'system', 'upgrade', 'setting', ticked.id, 'create',
  jsonb_build_object('key', ticked.key, 'value', ticked.value)
from ticked, upgrade order by ticked.id;
