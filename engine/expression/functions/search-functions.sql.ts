import { failedText } from '../failed-text.ts'

const failed = `'${failedText}'`
/** Stands for ? in a part of a pattern. */
const anyOne = '\u{10fffe}'

/** Searching with wildcards and criteria, as model/expression/function/wildcards.ts and criterion.ts do. */
export const searchFunctions: readonly string[] = [
  `create or replace function kontor_pattern_parts(pattern text) returns text[]
language plpgsql immutable strict parallel safe as $$
declare
  parts text[] := array[''];
  letters text[] := string_to_array(pattern, null);
  at integer := 1;
  one text;
begin
  while at <= coalesce(cardinality(letters), 0) loop
    one := letters[at];
    if one = '*' then parts := array_append(parts, '');
    else
      if one = '?' then one := '${anyOne}';
      elsif one = '~' and letters[at + 1] in ('*', '?', '~') then
        at := at + 1;
        one := letters[at];
      end if;
      parts[cardinality(parts)] := parts[cardinality(parts)] || one;
    end if;
    at := at + 1;
  end loop;
  return parts;
end $$`,

  `create or replace function kontor_find_part(part text, value text, start integer) returns integer
language plpgsql immutable strict parallel safe as $$
declare
  found integer;
  pattern text;
begin
  if strpos(part, '${anyOne}') = 0 then
    found := strpos(substr(value, start), part);
    return case when part = '' then start when found = 0 then 0 else found + start - 1 end;
  end if;
  pattern := replace(regexp_replace(part, '[^[:alnum:]]', '\\\\\\&', 'g'), '\\${anyOne}', '.');
  found := regexp_instr(substr(value, start), pattern);
  return case when found = 0 then 0 else found + start - 1 end;
end $$`,

  `create or replace function kontor_search(pattern text, value text, start numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  first integer;
  found integer;
  result integer;
  letters text;
  part text;
begin
  if ${failed} in (pattern, value) or start = 'NaN'::numeric then return 'NaN'::numeric; end if;
  first := kontor_whole(start);
  if first < 1 or first > length(value) + 1 then return 'NaN'::numeric; end if;
  letters := kontor_letters(value);
  foreach part in array kontor_pattern_parts(kontor_letters(pattern)) loop
    found := kontor_find_part(part, letters, first);
    if found = 0 then return 'NaN'::numeric; end if;
    result := coalesce(result, found);
    first := found + length(part);
  end loop;
  return result;
end $$`,

  `create or replace function kontor_fits(pattern text, value text) returns boolean
language sql immutable strict parallel safe
return kontor_letters(value) like (select string_agg(
    replace(replace(replace(replace(part, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '${anyOne}', '_'), '%' order by at)
  from unnest(kontor_pattern_parts(kontor_letters(pattern))) with ordinality as piece(part, at))`,

  `create or replace function kontor_operator(criterion text) returns text
language sql immutable parallel safe
return coalesce(substring(criterion from '^(?:<>|<=|>=|<|>|=)'), '')`,

  `create or replace function kontor_sign_fits(operator text, sign integer) returns smallint
language sql immutable parallel safe
return (case operator when '<' then sign < 0 when '<=' then sign <= 0 when '>' then sign > 0
  when '>=' then sign >= 0 when '<>' then sign <> 0 else sign = 0 end)::integer::smallint`,

  meets('numeric', `value = 'NaN'::numeric`, `nullif(kontor_value(wanted), 'NaN'::numeric)`),
  meets('date', `value = 'infinity'`, 'kontor_day_of_text(wanted)'),
  meets(
    'smallint',
    'value = -1',
    `case kontor_letters(wanted) when 'TRUE' then 1 when 'FALSE' then 0 end::smallint`,
  ),
  meetsText(),
]

/** Whether a value meets a criterion: 1, 0, or -1 where the criterion is an error. */
function meets(type: string, isFailed: string, parsed: string): string {
  return `create or replace function kontor_meets(value ${type}, criterion text) returns smallint
language plpgsql immutable parallel safe as $$
declare
  operator text := kontor_operator(criterion);
  wanted text := substr(criterion, length(operator) + 1);
  bound ${type};
begin
  if criterion = ${failed} then return -1; end if;
  if ${isFailed} then return 0; end if;
  if operator in ('', '=', '<>') and wanted = '' then
    return ((value is null) = (operator <> '<>'))::integer::smallint;
  end if;
  bound := ${parsed};
  if value is null or bound is null then return (operator = '<>')::integer::smallint; end if;
  return kontor_sign_fits(operator, case when value < bound then -1 when value > bound then 1 else 0 end);
end $$`
}

function meetsText(): string {
  return `create or replace function kontor_meets(value text, criterion text) returns smallint
language plpgsql immutable parallel safe as $$
declare
  operator text := kontor_operator(criterion);
  wanted text := substr(criterion, length(operator) + 1);
  one text;
  other text;
begin
  if criterion = ${failed} then return -1; end if;
  if value = ${failed} then return 0; end if;
  if operator in ('', '=', '<>') then
    return ((case when wanted = '' then coalesce(value, '') = ''
                  else coalesce(kontor_fits(wanted, value), false) end) = (operator <> '<>'))::integer::smallint;
  end if;
  if value is null then return 0; end if;
  one := kontor_letters(value) collate "C";
  other := kontor_letters(wanted) collate "C";
  return kontor_sign_fits(operator,
    case when one < other collate "C" then -1 when one > other collate "C" then 1 else 0 end);
end $$`
}
