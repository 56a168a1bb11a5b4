import { id, literal, raw, sql, type Sql } from '../database/sql.ts'

/** Entries by which a record changes, and those of a merge, which make it another version only. */
const changing = '^(create|update|delete)$|^(become|leave):|^do:.*[.]merge$'

/** What an upgrade or the start of an installation wrote by itself is no change by anybody. */
const byItself = raw(`source = 'system' and coalesce(request, '') in ('seed', 'upgrade')`)

/** Whether an entry is one of those by which a row bears when, and by whom, it was changed last. */
export function marksRow(entry: string): Sql {
  return sql`${id(entry, 'action')} ~ '^(create|update|delete)$|^(become|leave):' and not (
    ${id(entry, 'source')} = 'system' and ${id(entry, 'action')} <> 'create'
    and coalesce(${id(entry, 'request')}, '') in ('seed', 'upgrade'))`
}

/**
 * The entries of an object by which its records changed, each with where the record was made (`first`), where
 * its present life began or ended (`life`), where it began (`made`), and with which somebody changed it last
 * (`last`).
 */
export function entriesOf(object: string): Sql {
  return sql`entries as materialized (
      select *, max(id) filter (where action in ('create', 'delete')) over w as life,
             max(id) filter (where action = 'create') over w as made,
             min(id) filter (where action = 'create') over w as first,
             max(id) filter (where not is_merge and not by_itself) over w as last
      from (select id, record, action, after, at, actor, action like 'do:%' as is_merge, ${byItself} as by_itself,
                   action = 'create' and coalesce(request, '') = 'upgrade' as is_late
            from audit_entry where object = ${object} and record is not null and action ~ ${changing}) e
      window w as (partition by record)
    )`
}

/**
 * What the row of each record that is there has to carry beside its values. Of the version only bounds are
 * known where the record had come back or taken another in, which puts it above all versions of before, and
 * where an upgrade wrote it into the log when it had long been there.
 */
export const marks = sql`marks as (
    select *, case when is_late then 1 else updates - by_itself + 1 end as least,
           case when is_late or is_raised then latest else updates + 1 end as most
    from (select record, min(life) as began, min(at) filter (where id = first) as made_at,
                 (min(actor::text) filter (where id = first))::uuid as made_by,
                 min(at) filter (where id = life) as began_at,
                 (min(actor::text) filter (where id = life))::uuid as began_by,
                 min(at) filter (where id = coalesce(last, life)) as changed_at,
                 (min(actor::text) filter (where id = coalesce(last, life)))::uuid as changed_by,
                 count(*) filter (where id > life and not is_merge) as updates,
                 count(*) filter (where id > life and by_itself) as by_itself,
                 bool_or(is_late) as is_late, bool_or(is_merge or action = 'delete') as is_raised, max(id) as latest
          from entries where life = made group by record) e
  )`

/**
 * The names of what the row `t` carries otherwise than its marks `k`, each null where it is as told. What had
 * come back before decision 240 carries when, and by whom, it came back.
 */
export const wrongMarks: readonly Sql[] = [
  named(
    'createdBy',
    sql`t.created_by is distinct from k.made_by and t.created_by is distinct from k.began_by`,
  ),
  named(
    'createdAt',
    sql`not (${isWhen('created_at', 'made_at')} or ${isWhen('created_at', 'began_at')}
      or k.is_late and t.created_at < k.made_at)`,
  ),
  named(
    'updatedBy',
    sql`t.updated_by is distinct from k.changed_by and not (k.is_late and k.changed_at = k.made_at)`,
  ),
  named(
    'updatedAt',
    sql`not (${isWhen('updated_at', 'changed_at')} or k.is_late and t.updated_at < k.changed_at)`,
  ),
  named('version', sql`t.version not between k.least and k.most`),
]

/**
 * The lines that the entries of their records tell of under a key, as they stand by the last of these, each
 * with what its row has to carry. A line is put anew with every change of any of them, and one that comes
 * back begins anew.
 */
export function linesTold(key: string): Sql {
  const lines = sql`e.after->${literal(key)}`
  return sql`puts as (
      select e.*, row_number() over (partition by record order by id) as place, max(id) over (partition by record) as put
      from entries e where life = made and id >= life and not is_merge and e.after ? ${literal(key)}
    ), lines as (
      select record, line_id, (array_agg(line order by id desc))[1] as line, max(nr) filter (where id = put) as nr,
             min(at) filter (where id = put) as changed_at, (min(actor::text) filter (where id = put))::uuid as changed_by,
             (array_agg(at order by id))[1] as made_at, (array_agg(actor order by id))[1] as made_by,
             count(*) as version, max(id) as began
      from (select e.*, j.line, j.nr, (j.line->>'id')::uuid as line_id,
              e.place - row_number() over (partition by e.record, j.line->>'id' order by e.id) as run
            from puts e cross join lateral jsonb_array_elements(
              case when jsonb_typeof(${lines}) = 'array' then ${lines} else '[]' end) with ordinality j(line, nr)) l
      group by record, line_id, run having max(id) = min(put)
    )`
}

/** The same as of records, of the row `t` of a line and what is told of it as `k`. */
export const wrongLineMarks: readonly Sql[] = [
  named('position', sql`t.position is distinct from k.nr - 1`),
  named('createdBy', sql`t.created_by is distinct from k.made_by`),
  named('createdAt', sql`not ${isWhen('created_at', 'made_at')}`),
  named('updatedBy', sql`t.updated_by is distinct from k.changed_by`),
  named('updatedAt', sql`not ${isWhen('updated_at', 'changed_at')}`),
  named('version', sql`t.version <> k.version`),
]

function named(name: string, isWrong: Sql): Sql {
  return sql`case when ${isWrong} then ${literal(name)} end`
}

/**
 * A record bears the instant at which its transaction began, an entry that of its own writing, and the clock
 * may be set right between them: told apart is what is an hour before, or a minute after.
 */
function isWhen(column: string, told: string): Sql {
  const at = id('k', told)
  return sql`(${id('t', column)} between ${at} - interval '1 hour' and ${at} + interval '1 minute')`
}
