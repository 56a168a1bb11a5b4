/** Functions that the indexes of searching rest on, as statements for a migration. */
export const searchFunctions: readonly string[] = [
  `create or replace function kontor_digits(text) returns text
language sql immutable strict parallel safe
return regexp_replace($1 collate "C", '[^0-9]+', '', 'g')`,
]
