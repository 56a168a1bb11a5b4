-- Names of fields in conditions and in what is kept of a list are told only to whom those fields are known.
create or replace function kontor_knows_names(value jsonb, names jsonb, place text, depth integer) returns boolean
language plpgsql immutable parallel safe as $$
declare
  word text;
  asked jsonb;
  step text;
  found jsonb;
  here text;
begin
  if depth > 40 then return false; end if;
  if jsonb_typeof(value) = 'array' then
    for asked in select e from jsonb_array_elements(value) e loop
      if not kontor_knows_names(asked, names, place, depth + 1) then return false; end if;
    end loop;
    return true;
  end if;
  if jsonb_typeof(value) is distinct from 'object' then return true; end if;
  for word, asked in select e.key, e.value from jsonb_each(value) e loop
    continue when word = 'within';
    here := place;
    if word not in ('all', 'any', 'not', 'is', 'in', 'notIn', 'some', 'none', 'every', 'contains', 'startsWith',
      'above', 'atLeast', 'below', 'atMost', 'under', 'set') then
      foreach step in array string_to_array(word, '.') loop
        found := names -> here -> step;
        if found is null or found = 'false' then return false; end if;
        here := found #>> '{}';
      end loop;
    end if;
    if not kontor_knows_names(asked, names, here, depth + 1) then return false; end if;
  end loop;
  return true;
end $$;

create or replace function kontor_hides_name(name text, names jsonb, place text) returns boolean
language plpgsql immutable parallel safe as $$
declare
  step text;
  found jsonb;
  here text := place;
  is_first boolean := true;
begin
  foreach step in array string_to_array(ltrim(name, '-'), '.') loop
    found := names -> here -> step;
    if found is null then return not is_first or step like 'x\_%'; end if;
    if found = 'false' then return true; end if;
    here := found #>> '{}';
    is_first := false;
  end loop;
  return false;
end $$;

create or replace function kontor_known_names(value jsonb, names jsonb, place text, depth integer) returns jsonb
language plpgsql immutable parallel safe as $$
begin
  if depth > 40 then return null; end if;
  return case jsonb_typeof(value)
    when 'array' then (
      select coalesce(jsonb_agg(kontor_known_names(e.value, names, place, depth + 1) order by e.at), '[]')
      from jsonb_array_elements(value) with ordinality e(value, at)
      where jsonb_typeof(e.value) <> 'string' or not kontor_hides_name(e.value #>> '{}', names, place))
    when 'object' then (
      select coalesce(jsonb_object_agg(e.key, kontor_known_names(e.value, names, place, depth + 1)), '{}')
      from jsonb_each(value) e
      where not kontor_hides_name(e.key, names, place)
        and (e.key = 'of' or jsonb_typeof(e.value) <> 'string' or not exists (
          select from unnest(string_to_array(e.value #>> '{}', ',')) part
          where kontor_hides_name(trim(part), names, place))))
    else value end;
end $$;
