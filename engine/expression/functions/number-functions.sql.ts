import { failedText } from '../failed-text.ts'

const failed = `'${failedText}'`

/**
 * Arithmetic that answers as model/expression/function/numbers.ts does. An error is NaN, which no field
 * holds and which + - * pass on by themselves.
 */
export const numberFunctions: readonly string[] = [
  `create or replace function kontor_number(value numeric) returns numeric
language sql immutable parallel safe
return case when value = 'NaN'::numeric or abs(value) >= '1e1000' then 'NaN'::numeric
  when scale(trim_scale(value)) > 1000 then round(value, 20) else value end`,

  `create or replace function kontor_divide(dividend numeric, divisor numeric) returns numeric
language sql immutable parallel safe
return case when dividend = 'NaN'::numeric or divisor = 'NaN'::numeric or divisor = 0 then 'NaN'::numeric
  else kontor_number(sign(dividend) * sign(divisor) * 0.00000000000000000001
    * div(2e20 * abs(dividend) + abs(divisor), 2 * abs(divisor))) end`,

  `create or replace function kontor_modulo(dividend numeric, divisor numeric) returns numeric
language sql immutable parallel safe
return case when dividend = 'NaN'::numeric or divisor = 'NaN'::numeric or divisor = 0 then 'NaN'::numeric
  when sign(mod(dividend, divisor)) * sign(divisor) < 0 then mod(dividend, divisor) + divisor
  else mod(dividend, divisor) end`,

  `create or replace function kontor_whole(value numeric) returns integer
language sql immutable parallel safe
return greatest(-1000000000, least(1000000000, trunc(value)))::integer`,

  `create or replace function kontor_round(value numeric, digits numeric, how text) returns numeric
language plpgsql immutable parallel safe as $$
declare
  places integer;
  unit numeric;
begin
  if value = 'NaN'::numeric or digits = 'NaN'::numeric then return 'NaN'::numeric; end if;
  places := greatest(-1001, kontor_whole(digits));
  if places > 1000 then return value; end if;
  unit := ('1e' || -places)::numeric;
  return kontor_number(case how
    when 'half' then round(value, places)
    when 'down' then trunc(value, places)
    else sign(value) * ceil(abs(value) * ('1e' || places)::numeric) * unit end);
end $$`,

  `create or replace function kontor_step(value numeric, step numeric, how text) returns numeric
language plpgsql immutable parallel safe as $$
declare
  steps numeric;
begin
  if value = 'NaN'::numeric or step = 'NaN'::numeric then return 'NaN'::numeric; end if;
  if value = 0 then return 0; end if;
  if step = 0 then return case how when 'up' then 0 else 'NaN'::numeric end; end if;
  if step < 0 and value > 0 then return 'NaN'::numeric; end if;
  steps := div(value, step);
  if steps * step <> value then
    if how = 'up' and sign(value) = sign(step) then steps := steps + 1; end if;
    if how = 'down' and sign(value) <> sign(step) then steps := steps - 1; end if;
  end if;
  return kontor_number(steps * step);
end $$`,

  `create or replace function kontor_sqrt(value numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  scaled numeric;
  root numeric;
begin
  if value = 'NaN'::numeric or value < 0 then return 'NaN'::numeric; end if;
  scaled := trunc(value * 1e42);
  root := trunc(sqrt(scaled));
  while root * root > scaled loop root := root - 1; end loop;
  while (root + 1) * (root + 1) <= scaled loop root := root + 1; end loop;
  return div(root + 5, 10) * 0.00000000000000000001;
end $$`,

  `create or replace function kontor_repeated(base numeric, times integer) returns numeric
language plpgsql immutable parallel safe as $$
declare
  result numeric := 1;
  square numeric := base;
  rest integer := times;
begin
  while rest > 0 loop
    if rest % 2 = 1 then result := result * square; end if;
    if abs(result) >= '1e1000' then return 'NaN'::numeric; end if;
    rest := rest / 2;
    if rest > 0 then square := square * square; end if;
    if abs(square) >= '1e1000' then return 'NaN'::numeric; end if;
  end loop;
  return kontor_number(result);
end $$`,

  `create or replace function kontor_inexact_power(base numeric, exponent numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  digits integer;
  logarithm numeric;
begin
  if abs(exponent) > 1e30 then
    return case when (base < 1) = (exponent < 0) then 'NaN'::numeric else 0 end;
  end if;
  if exponent = 0.5 then return kontor_sqrt(base); end if;
  logarithm := ln(round(base, greatest(50, scale(base) + 30))) * exponent;
  if logarithm > 691 then return 'NaN'::numeric; end if;
  if logarithm < -61 then return 0; end if;
  digits := ceil(greatest(0, logarithm) / 2.3)::integer + 80;
  logarithm := round(ln(round(base, digits + length(trunc(abs(exponent))::text) + scale(base))) * exponent, digits);
  if logarithm > 690.6 then return 'NaN'::numeric; end if;
  if logarithm < -60 then return 0; end if;
  return trim_scale(round(round(exp(logarithm), 60), 20));
end $$`,

  `create or replace function kontor_power(base numeric, exponent numeric) returns numeric
language plpgsql immutable parallel safe as $$
declare
  odd boolean;
  result numeric;
begin
  if base = 'NaN'::numeric or exponent = 'NaN'::numeric then return 'NaN'::numeric; end if;
  base := trim_scale(base);
  if base = 0 then return case when exponent > 0 then 0 else 'NaN'::numeric end; end if;
  if exponent = 0 or base = 1 then return 1; end if;
  if exponent <> trunc(exponent) then
    return case when base < 0 then 'NaN'::numeric else kontor_inexact_power(base, exponent) end;
  end if;
  odd := mod(exponent, 2) <> 0;
  if base = -1 then return case when odd then base else 1 end; end if;
  if abs(exponent) * scale(base) > 1000 then
    result := kontor_inexact_power(abs(base), exponent);
    return case when odd and base < 0 and result <> 'NaN'::numeric then -result else result end;
  end if;
  result := case when abs(exponent) > 4000 then 'NaN'::numeric else kontor_repeated(base, abs(exponent)::integer) end;
  if exponent > 0 then return result; end if;
  return case when result = 'NaN'::numeric then 0 else kontor_divide(1, result) end;
end $$`,

  `create or replace function kontor_average("values" numeric[]) returns numeric
language sql immutable parallel safe
return (select kontor_divide(coalesce(sum(value), 0), count(value)) from unnest("values") value)`,

  `create or replace function kontor_convert(amount numeric, source text, target text, day date, rate numeric)
returns numeric language sql immutable parallel safe
return case when amount = 'NaN'::numeric or source = ${failed} or target = ${failed} or day = 'infinity'
    then 'NaN'::numeric
  when day is null then null when source = target then amount
  when rate is null then 'NaN'::numeric else kontor_number(amount * rate) end`,
]
