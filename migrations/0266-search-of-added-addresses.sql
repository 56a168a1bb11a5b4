-- E-mail fields that were added and are searched as identifiers have their index from now on, as if they were
-- added today (engine/schema/search-columns.ts); retired ones too, as nothing builds it when they come back.
do $$
declare
  field record;
begin
  for field in
    with "added" as (
      select f."column_name", o."table_name",
             lower(regexp_replace(regexp_replace(f."object", '([a-z0-9])([A-Z])', '\1_\2', 'g'),
                                  '([A-Z])([A-Z][a-z])', '\1_\2', 'g')) as "object"
      from "catalog_field" f left join "catalog_object" o on o."name" = f."object"
      where f."erased_at" is null and f."column_name" is not null
        and f."declaration" ->> 'type' = 'email' and f."declaration" ->> 'searched' = 'identifier'
    ), "kept" as (
      -- The columns of a role begin with its name, in the table of what plays it.
      select c.relname::text as "table", a."column_name" as "column",
             c.relname || '_' || a."column_name" || '_begins_idx' as "name"
      from "added" a
      join pg_class c on c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      join pg_attribute t on t.attrelid = c.oid and t.attname = a."column_name" and not t.attisdropped
      where c.relname = coalesce(a."table_name", a."object")
         or starts_with(a."column_name", a."object" || '__')
    )
    -- A name that is too long is cut as engine/schema/database-name.ts cuts it.
    select k."table", k."column", case when length(k."name") <= 63 then k."name"
      else left(k."name", 50) || '_' || left(encode(sha256(k."name"::bytea), 'hex'), 8) || '_idx'
      end as "index"
    from "kept" k
  loop
    execute format('create index if not exists %I on %I using btree ((lower(%I) collate "C"), "id")',
                   field."index", field."table", field."column");
  end loop;
end
$$;
