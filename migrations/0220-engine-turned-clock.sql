-- Where the clock of the database went back, by the seals of the log: it had been ahead until then, or is behind from
-- then on. Of what stands after the entry "from" up to "until", what is dated between two instants was so by the wrong clock.
create table "audit_turn" (
  "seal" bigint not null,
  "at" timestamp with time zone not null,
  "behind" boolean not null,
  "dated_from" timestamp with time zone not null,
  "dated_until" timestamp with time zone not null,
  "from" bigint not null,
  "until" bigint,
  constraint "audit_turn_pkey" primary key ("seal")
);

insert into "audit_turn" ("seal", "at", "behind", "dated_from", "dated_until", "from", "until")
select t.number, t.sealed_at, not ahead,
  case when ahead then greatest(t.sealed_at, j.sealed_at - interval '1 hour')
    else t.sealed_at - interval '1 hour' end,
  case when ahead then t.former + interval '10 minutes' else t.former end,
  case when ahead then coalesce(p.last_entry, 0) else t.former_entry end,
  case when ahead then t.last_entry else (select max(last_entry) from audit_seal s
    where s.number >= t.number and s.number < (
      select min(number) from audit_seal o where o.number > t.number and o.sealed_at >= t.former)) end
from (
  select s.number, s.sealed_at, s.last_entry, f.sealed_at as former, f.last_entry as former_entry
  from audit_seal s join audit_seal f on f.number = s.number - 1
  where s.sealed_at < f.sealed_at - interval '1 second'
) t
left join lateral (select number, sealed_at, last_entry from audit_seal
  where number < t.number and sealed_at <= t.sealed_at order by number desc limit 1) p on true
join lateral (select sealed_at from audit_seal where number > coalesce(p.number, 0) order by number limit 1) j on true
cross join lateral (
  select t.former - j.sealed_at <= coalesce(t.sealed_at - p.sealed_at, interval '1 day') as ahead) k;
