import type { Language } from '#model'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, raw, sql, type Sql } from '../database/sql.ts'
import type { Grant } from './compile-access.ts'

/** Where a user stands in the firm today: what follows from the posts they hold. */
export type Standing = {
  readonly name: string
  readonly active: boolean
  readonly language: Language | null
  readonly administrator: boolean
  readonly reports: readonly string[]
  readonly team: readonly string[]
  readonly companies: readonly string[]
  readonly party: string | null
  /** The time zone of the one company they work for; null where there are several, or it says none. */
  readonly timeZone: string | null
  readonly grants: readonly Grant[]
}

/**
 * Looks up a user's standing; undefined where there is no such user. Reports are those whose superior the
 * user is,
 * by name or by post (in the same company, where posts are held in one); the team are they and everyone below
 * them.
 */
export async function loadStanding(
  database: Connection,
  model: ResolvedModel,
  user: string,
  today: string,
): Promise<Standing | undefined> {
  const of = (object: string, field: string, alias: string): Sql => id(alias, columnOf(model, object, field))
  const table = (object: string): Sql => id(model.objects.get(object)?.table ?? object)
  const party = model.objects.get('user')?.fields.get('party')?.column
  const held = (
    alias: string,
  ) => sql`${today}::date >= coalesce(${of('userPost', 'from', alias)}, '-infinity')
    and ${today}::date <= coalesce(${of('userPost', 'until', alias)}, 'infinity')`
  const [row] = await database.query<{ standing: Standing }>(
    sql`with recursive holding as (
      select ${of('userPost', 'user', 'p')} as holder, ${of('userPost', 'post', 'p')} as post,
             ${of('userPost', 'company', 'p')} as company
      from ${table('userPost')} p where ${held('p')}
    ), leads(superior, report) as (
      select ${of('user', 'superior', 'u')}, u.id from ${table('user')} u where ${of('user', 'superior', 'u')} is not null
      union select h.holder, b.holder from holding h
        join ${table('post')} below on ${of('post', 'superior', 'below')} = h.post
        join holding b on b.post = below.id
          and (h.company is null or b.company is null or h.company = b.company)
    ), team(member) as (
      select report from leads where superior = ${user}
      union select leads.report from leads join team on leads.superior = team.member
    ), mine as (select post, company from holding where holder = ${user}),
    companies as (
      select c.id, ${of('company', 'timeZone', 'c')} as zone from ${table('company')} c
      where exists (select from mine where mine.company is null or mine.company = c.id)
    )
    select json_build_object(
      'name', ${of('user', 'name', 'u')}, 'active', coalesce(${of('user', 'active', 'u')}, false),
      'language', ${of('user', 'language', 'u')},
      'administrator', exists (select from mine join ${table('post')} p on p.id = mine.post where ${of('post', 'administrator', 'p')}),
      'reports', ${list(sql`distinct report`, sql`leads where superior = ${user} and report <> ${user}`)},
      'team', ${list(sql`member`, sql`team where member <> ${user}`)},
      'companies', ${list(sql`companies.id`, sql`companies`)},
      'party', ${party ? id('u', party) : raw('null')},
      'timeZone', (select min(zone) from companies having count(*) = 1),
      'grants', ${list(
        sql`distinct jsonb_build_object('object', ${of('grant', 'object', 'g')},
          'actions', to_jsonb(coalesce(${of('grant', 'actions', 'g')}, '{}')), 'rows', ${of('grant', 'rows', 'g')},
          'see', to_jsonb(coalesce(${of('grant', 'see', 'g')}, '{}')),
          'change', to_jsonb(coalesce(${of('grant', 'change', 'g')}, '{}')))`,
        sql`${table('grant')} g where ${of('grant', 'post', 'g')} in (select post from mine)`,
      )}) as standing
    from ${table('user')} u where u.id = ${user}`,
    { name: 'standing' },
  )
  return row?.standing
}

/** Everyone who is signed in may be asked about, so this must be one quick statement. */
function list(of: Sql, from: Sql): Sql {
  return sql`coalesce((select json_agg(${of}) from ${from}), '[]')`
}

function columnOf(model: ResolvedModel, object: string, field: string): string {
  const column = model.objects.get(object)?.fields.get(field)?.column
  if (!column) throw new Error(`${object}.${field} has no column.`)
  return column
}
