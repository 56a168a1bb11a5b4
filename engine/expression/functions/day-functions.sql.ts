/**
 * Days as model/expression/function/days.ts counts them. An error is infinity, which no field holds; the
 * calendar runs from 0001-01-01 to 9999-12-31.
 */
export const dayFunctions: readonly string[] = [
  `create or replace function kontor_local(instant timestamptz, zone text) returns timestamp
language plpgsql immutable strict parallel safe as $$
declare
  local timestamp := instant at time zone zone;
begin
  if local = 'infinity' then return local; end if;
  return case when local >= '0001-01-01' and local < '10000-01-01' then local end;
end $$`,

  `create or replace function kontor_calendar(year integer, month integer, day integer) returns date
language plpgsql immutable parallel safe as $$
declare
  months integer := year * 12 + month - 1;
  result date;
begin
  if months < 12 or months >= 120000 then return 'infinity'; end if;
  result := make_date(months / 12, months % 12 + 1, 1) + (day - 1);
  return case when result between '0001-01-01' and '9999-12-31' then result else 'infinity' end;
end $$`,

  `create or replace function kontor_date(year numeric, month numeric, day numeric) returns date
language sql immutable parallel safe
return case when 'NaN'::numeric in (year, month, day) or kontor_whole(year) not between 0 and 9999
    or abs(trunc(month)) > 1000000 or abs(trunc(day)) > 1000000 then 'infinity'
  else kontor_calendar(kontor_whole(year) + case when kontor_whole(year) < 1900 then 1900 else 0 end,
    kontor_whole(month), kontor_whole(day)) end`,

  `create or replace function kontor_shift_day(day date, days numeric) returns date
language sql immutable parallel safe
return case when day = 'infinity' or days = 'NaN'::numeric then 'infinity' when day is null then null
  when trunc(days) between '0001-01-01' - day and '9999-12-31' - day then day + kontor_whole(days)
  else 'infinity' end`,

  `create or replace function kontor_days_between(from_day date, until_day date) returns numeric
language sql immutable parallel safe
return case when from_day = 'infinity' or until_day = 'infinity' then 'NaN'::numeric else (until_day - from_day)::numeric end`,

  `create or replace function kontor_shift_months(day date, months numeric) returns date
language plpgsql immutable parallel safe as $$
declare
  first date;
begin
  if day = 'infinity' or months = 'NaN'::numeric then return 'infinity'; end if;
  if day is null then return null; end if;
  if abs(trunc(months)) > 1000000 then return 'infinity'; end if;
  first := kontor_calendar(extract(year from day)::integer,
    extract(month from day)::integer + kontor_whole(months), 1);
  if first = 'infinity' then return first; end if;
  return least(first + (extract(day from day)::integer - 1), kontor_month_end(first));
end $$`,

  `create or replace function kontor_month_end(day date) returns date
language sql immutable strict parallel safe
return case when day = 'infinity' then day else (date_trunc('month', day::timestamp) + interval '1 month - 1 day')::date end`,

  `create or replace function kontor_day_part(part text, day date) returns numeric
language sql immutable strict parallel safe
return case when day = 'infinity' then 'NaN'::numeric when part = 'year' then extract(year from day)
  when part = 'month' then extract(month from day) else extract(day from day) end`,

  `create or replace function kontor_weekday(day date, kind numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  monday integer;
  way integer;
begin
  if day = 'infinity' or kind = 'NaN'::numeric then return 'NaN'::numeric; end if;
  if day is null then return null; end if;
  monday := extract(isodow from day)::integer - 1;
  way := kontor_whole(kind);
  return case
    when way = 1 then (monday + 1) % 7 + 1
    when way = 2 then monday + 1
    when way = 3 then monday
    when way between 11 and 17 then (monday - (way - 11) + 7) % 7 + 1
    else 'NaN'::numeric end;
end $$`,

  `create or replace function kontor_workdays(from_day date, until_day date, free date[]) returns numeric
language plpgsql immutable parallel safe as $$
declare
  first date := least(from_day, until_day);
  last date := greatest(from_day, until_day);
  length integer;
  monday integer;
  rest integer;
  result integer;
begin
  if from_day = 'infinity' or until_day = 'infinity' or 'infinity' = any(free) then return 'NaN'::numeric; end if;
  if from_day is null or until_day is null then return null; end if;
  length := last - first + 1;
  monday := extract(isodow from first)::integer - 1;
  rest := length % 7;
  result := length / 7 * 5 + rest - greatest(0, least(monday + rest - 1, 6) - greatest(monday, 5) + 1);
  if free is not null then
    result := result - (select count(distinct holiday) from unnest(free) holiday
      where holiday between first and last and extract(isodow from holiday) < 6);
  end if;
  return case when from_day <= until_day then result else -result end;
end $$`,

  `create or replace function kontor_day_of_text(value text) returns date
language plpgsql immutable strict parallel safe as $$
declare
  year integer;
  month integer;
  day integer;
begin
  if value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then return null; end if;
  year := substr(value, 1, 4)::integer;
  month := substr(value, 6, 2)::integer;
  day := substr(value, 9, 2)::integer;
  if year < 1 or month not between 1 and 12 or day < 1 then return null; end if;
  return case when day <= extract(day from kontor_month_end(make_date(year, month, 1)))
    then make_date(year, month, day) end;
end $$`,
]
