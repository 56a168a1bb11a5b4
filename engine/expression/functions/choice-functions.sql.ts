import { failedText } from '../failed-text.ts'

/** A type, how an error of it is recognised, and how two of its values are set in order. */
type Typed = { readonly type: string; readonly failed: string; readonly key: (value: string) => string }

const plain = (value: string) => value
const types: readonly Typed[] = [
  { type: 'numeric', failed: `'NaN'::numeric`, key: plain },
  { type: 'text', failed: `'${failedText}'`, key: (value) => `kontor_letters(${value}) collate "C"` },
  { type: 'date', failed: `'infinity'`, key: plain },
  { type: 'timestamptz', failed: `'infinity'`, key: plain },
  { type: 'smallint', failed: '(-1)', key: plain },
  { type: 'uuid', failed: `'ffffffff-ffff-ffff-ffff-ffffffffffff'`, key: plain },
]

/** Comparing and choosing where a value may be an error; a condition that may be one is 1, 0 or -1. */
export const choiceFunctions: readonly string[] = [
  ...types.flatMap((one) => [compare(one), otherwise(one), position(one)]),
  ...types
    .filter(({ type }) => ['numeric', 'date', 'timestamptz'].includes(type))
    .flatMap((one) => [extreme('kontor_least', one, 'min'), extreme('kontor_greatest', one, 'max')]),

  `create or replace function kontor_truth(value numeric) returns smallint
language sql immutable strict parallel safe
return case when value = 'NaN'::numeric then -1 when value = 0 then 0 else 1 end::smallint`,

  `create or replace function kontor_count_truth(value smallint) returns numeric
language sql immutable strict parallel safe
return case value when -1 then 'NaN'::numeric else value::numeric end`,

  `create or replace function kontor_every("values" smallint[]) returns smallint
language sql immutable parallel safe
return case when -1 = any("values") then -1 else (select coalesce(bool_and(coalesce(value, 0) = 1), true)::integer
  from unnest("values") value) end::smallint`,

  `create or replace function kontor_some("values" smallint[]) returns smallint
language sql immutable parallel safe
return case when -1 = any("values") then -1 else (select coalesce(bool_or(value = 1), false)::integer
  from unnest("values") value) end::smallint`,
]

/** -1, 0 or 1; 2 where one is an error, 3 where just one is empty. */
function compare({ type, failed, key }: Typed): string {
  return `create or replace function kontor_compare("left" ${type}, "right" ${type}) returns integer
language sql immutable parallel safe
return case when "left" = ${failed} or "right" = ${failed} then 2
  when "left" is null and "right" is null then 0
  when "left" is null or "right" is null then 3
  when ${key('"left"')} < ${key('"right"')} then -1
  when ${key('"left"')} = ${key('"right"')} then 0 else 1 end`
}

function otherwise({ type, failed }: Typed): string {
  return `create or replace function kontor_if_failed(value ${type}, otherwise ${type}) returns ${type}
language plpgsql immutable parallel safe as $$
begin
  return case when value = ${failed} then otherwise else value end;
end $$`
}

/** The least or greatest that is not empty, or the error among them. */
function extreme(name: string, { type, failed }: Typed, aggregate: string): string {
  return `create or replace function ${name}("values" ${type}[]) returns ${type}
language sql immutable parallel safe
return (select case when bool_or(value = ${failed}) then ${failed} else ${aggregate}(value) end from unnest("values") value)`
}

/** Which of the values is the first that equals: 0 for none, -1 where an error comes first. */
function position({ type }: Typed): string {
  return `create or replace function kontor_position(value ${type}, "values" ${type}[]) returns integer
language plpgsql immutable parallel safe as $$
declare
  order_of integer;
begin
  for place in 1 .. cardinality("values") loop
    order_of := kontor_compare(value, "values"[place]);
    if order_of = 2 then return -1; end if;
    if order_of = 0 then return place; end if;
  end loop;
  return 0;
end $$`
}
