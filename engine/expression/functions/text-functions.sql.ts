import { foldClass, foldMap, foldReplacements } from '#text'
import { failedText } from '../failed-text.ts'

const failed = `'${failedText}'`

/**
 * Texts as model/expression/function/texts.ts works with them: characters are code points, and an error is
 * a text that cannot be met (a character that Unicode keeps free for internal use).
 */
export const textFunctions: readonly string[] = [
  caseCollation(),
  caseFunctions(),
  foldFunction(),

  `create or replace function kontor_foreign_letters(value text) returns text
language plpgsql immutable strict parallel safe as $$
declare
  capitals text := kontor_upper(value);
begin
  if length(capitals) = length(value) then return capitals; end if;
  return (select string_agg(case when length(kontor_upper(one)) = 1 then kontor_upper(one) else one end, '' order by at)
    from string_to_table(value, null) with ordinality as letter(one, at));
end $$`,

  `create or replace function kontor_letters(value text) returns text
language sql immutable strict parallel safe
return case when octet_length(value) = length(value) then upper(value collate "C")
  else kontor_foreign_letters(value) end`,

  `create or replace function kontor_short(value text) returns text
language sql immutable parallel safe
return case when length(value) > 32767 then ${failed} else value end`,

  `create or replace function kontor_concat("values" text[]) returns text
language sql immutable parallel safe
return case when ${failed} = any("values") then ${failed} else kontor_short(array_to_string("values", '')) end`,

  `create or replace function kontor_left(value text, size numeric) returns text
language sql immutable parallel safe
return case when value = ${failed} or size = 'NaN'::numeric or trunc(size) < 0 then ${failed}
  else left(value, kontor_whole(size)) end`,

  `create or replace function kontor_right(value text, size numeric) returns text
language sql immutable parallel safe
return case when value = ${failed} or size = 'NaN'::numeric or trunc(size) < 0 then ${failed}
  else right(value, kontor_whole(size)) end`,

  `create or replace function kontor_mid(value text, start numeric, size numeric) returns text
language sql immutable parallel safe
return case when value = ${failed} or start = 'NaN'::numeric or size = 'NaN'::numeric or trunc(start) < 1 or trunc(size) < 0
  then ${failed} else substr(value, kontor_whole(start), kontor_whole(size)) end`,

  `create or replace function kontor_length(value text) returns numeric
language sql immutable parallel safe
return case when value = ${failed} then 'NaN'::numeric else length(value)::numeric end`,

  `create or replace function kontor_trim(value text) returns text
language sql immutable parallel safe
return btrim(regexp_replace(value, ' +', ' ', 'g'), ' ')`,

  `create or replace function kontor_substitute(value text, old text, fresh text, which numeric) returns text
language plpgsql immutable parallel safe as $$
declare
  parts text[];
  place integer;
begin
  if ${failed} in (value, old, fresh) or which = 'NaN'::numeric or trunc(which) < 1 then return ${failed}; end if;
  if old = '' then return value; end if;
  if which is null then
    if length(value) + (length(value) - length(replace(value, old, ''))) / length(old)
       * (length(fresh)::bigint - length(old)) > 32767 then return ${failed}; end if;
    return replace(value, old, fresh);
  end if;
  place := kontor_whole(which);
  parts := string_to_array(value, old);
  if cardinality(parts) <= place then return value; end if;
  return kontor_short(array_to_string(parts[:place], old) || fresh || array_to_string(parts[place + 1:], old));
end $$`,

  `create or replace function kontor_find(part text, value text, start numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  first integer;
  found integer;
begin
  if ${failed} in (part, value) or start = 'NaN'::numeric then return 'NaN'::numeric; end if;
  first := kontor_whole(start);
  if first < 1 or first > length(value) + 1 then return 'NaN'::numeric; end if;
  found := strpos(substr(value, first), part);
  return case when part = '' then first when found = 0 then 'NaN'::numeric else found + first - 1 end;
end $$`,

  `create or replace function kontor_value(value text) returns numeric
language plpgsql immutable parallel safe as $$
declare
  found text[];
  digits text;
begin
  if value is null then return 0; end if;
  if length(value) > 1000 then return 'NaN'::numeric; end if;
  found := regexp_match(value,
    '^ *([+-]?)((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:[.][0-9]*)?)(?:[eE]([+-]?[0-9]{1,3}))? *(%?) *$');
  digits := replace(found[2], ',', '');
  if digits is null or digits !~ '[0-9]' then return 'NaN'::numeric; end if;
  return trim_scale(kontor_number((found[1] || '0' || digits || 'e'
    || (coalesce(found[3], '0')::integer - case when found[4] = '%' then 2 else 0 end))::numeric));
end $$`,

  `create or replace function kontor_text(value numeric) returns text
language sql immutable strict parallel safe
return case when value = 'NaN'::numeric then ${failed} else trim_scale(value)::text end`,

  `create or replace function kontor_text(value smallint) returns text
language sql immutable strict parallel safe
return case value when 1 then 'TRUE' when 0 then 'FALSE' else ${failed} end`,

  `create or replace function kontor_text(value date) returns text
language sql immutable strict parallel safe
return case when value = 'infinity' then ${failed} else to_char(value, 'YYYY-MM-DD') end`,

  `create or replace function kontor_text(value timestamptz) returns text
language sql immutable strict parallel safe
return case when value = 'infinity' then ${failed}
  when extract(microseconds from value)::bigint % 1000 = 0
    then to_char(value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  else to_char(value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end`,

  `create or replace function kontor_text_number(value numeric, sections jsonb) returns text
language plpgsql immutable parallel safe as $$
declare
  section jsonb := sections -> 0;
  digits jsonb;
  minus text := '';
  figures text[];
  whole text;
begin
  if value = 'NaN'::numeric then return ${failed}; end if;
  if value < 0 then
    if jsonb_array_length(sections) > 1 then section := sections -> 1; else minus := '-'; end if;
  elsif value = 0 and jsonb_array_length(sections) > 2 then section := sections -> 2;
  end if;
  digits := section -> 'digits';
  if jsonb_typeof(digits) = 'null' then
    return minus || (section ->> 'before') || (section ->> 'after');
  end if;
  figures := string_to_array(round(abs(value) * ('1e' || 2 * (digits ->> 'percents')::integer)::numeric,
    (digits ->> 'mostDecimals')::integer)::text, '.');
  whole := ltrim(figures[1], '0');
  whole := lpad(whole, greatest(length(whole), (digits ->> 'leastWhole')::integer), '0');
  if (digits ->> 'grouped')::boolean then
    whole := reverse(regexp_replace(reverse(whole), '([0-9]{3})(?=[0-9])', '\\1,', 'g'));
  end if;
  figures[2] := rtrim(coalesce(figures[2], ''), '0');
  figures[2] := rpad(figures[2], greatest(length(figures[2]), (digits ->> 'leastDecimals')::integer), '0');
  return minus || (section ->> 'before') || whole
    || case when (digits ->> 'point')::boolean then '.' || figures[2] else '' end || (section ->> 'after');
end $$`,

  `create or replace function kontor_text_day(value timestamp, template text) returns text
language sql immutable strict parallel safe
return case when value = 'infinity' then ${failed} else to_char(value, template) end`,
]

/**
 * Upper and lower case as JavaScript has them. The ICU that an embedded PostgreSQL carries may be years
 * old, so where PostgreSQL brings its own Unicode tables (18 on), those are used.
 */
function caseCollation(): string {
  return `do $do$
begin
  if not exists (select from pg_collation where collname = 'kontor_case'
                 and collnamespace = current_schema()::regnamespace) then
    if exists (select from pg_collation where collname = 'pg_unicode_fast') then
      create collation kontor_case from pg_catalog.pg_unicode_fast;
    else
      create collation kontor_case from pg_catalog."und-x-icu";
    end if;
  end if;
end $do$`
}

/** An ICU from before 2018 does not know the capitals of Georgian, so there they are named. */
function caseFunctions(): string {
  const places = Array.from({ length: 0x30 }, (_, at) => at).filter((at) => at !== 0x2b && at !== 0x2c)
  const [small, capital] = [0x10d0, 0x1c90].map((first) =>
    places.map((at) => String.fromCodePoint(first + at)).join(''),
  )
  return `do $do$
declare
  upper_case text := 'upper(value collate kontor_case)';
  lower_case text := 'lower(value collate kontor_case)';
begin
  if upper(U&'\\10D0' collate kontor_case) = U&'\\10D0' then
    upper_case := format('translate(%s, %L, %L)', upper_case, '${small}', '${capital}');
    lower_case := format('translate(%s, %L, %L)', lower_case, '${capital}', '${small}');
  end if;
  execute 'create or replace function kontor_upper(value text) returns text
    language sql immutable strict parallel safe return ' || upper_case;
  execute 'create or replace function kontor_lower(value text) returns text
    language sql immutable strict parallel safe return ' || lower_case;
end $do$`
}

/** `fold` of model/text in SQL: what its docstring says. Plain text takes the short way. */
function foldFunction(): string {
  const lower = 'lower($1 collate "und-x-icu") collate "C"'
  const translated = `translate(${lower}, ${quoted(foldMap.from)}, ${quoted(foldMap.to)})`
  const replaced = foldReplacements.reduce(
    (inner, [from, to]) => `replace(${inner}, ${quoted(from)}, ${quoted(to)})`,
    translated,
  )
  return `create or replace function kontor_fold(text) returns text
language sql immutable strict parallel safe
return case when $1 ~ ${quoted(foldClass)} then ${replaced} else ${lower} end`
}

function quoted(value: string): string {
  return value.includes('\\')
    ? `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${value.replaceAll("'", "''")}'`
}
