-- Where the clock of the database went back: noted anew, with what it did while it was ahead or behind. What it
-- dated lies between the earliest and the latest of all seals of that time, whichever way it jumped within.
update audit_turn a set
  dated_from = case when a.behind then (
      select min(s.sealed_at) from audit_seal s where s.number >= a.seal and s.number < coalesce((
        select min(o.number) from audit_seal o where o.number > a.seal and o.sealed_at >= a.dated_until),
        9223372036854775807)) - interval '1 hour'
    else greatest(a.at, m.least - interval '1 hour') end,
  dated_until = case when a.behind then a.dated_until else m.latest + interval '10 minutes' end
from audit_turn b cross join lateral (
  select min(s.sealed_at) as least, max(s.sealed_at) as latest from audit_seal s where s.number < b.seal
    and s.number > coalesce((select max(p.number) from audit_seal p where p.number < b.seal and p.sealed_at <= b.at), 0)
) m
where b.seal = a.seal;
