import { isTimeZone, type Language } from '#model'
import type { ResolvedField, ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import type { Grant } from './compile-access.ts'
import { targetName } from '../query/type-scope.ts'
import { menuGrant } from './settings-pages.ts'
import { asksWho, type OwnVariables } from './stand-in.ts'

/** Where a user stands in the firm today: what follows from the posts they hold. */
export type Standing = {
  readonly name: string
  readonly active: boolean
  readonly language: Language | null
  readonly administrator: boolean
  /** A post of theirs, or of one for whom they stand in, lets nobody in by a password alone. */
  readonly secondFactor: boolean
  readonly variables: OwnVariables
  /** The time zone of the one company they work for; null where there are several, or it says none. */
  readonly timeZone: string | null
  /** Their own, and those of the people for whom they stand in. */
  readonly grants: readonly Grant[]
  readonly standsInFor: readonly { readonly user: string; readonly name: string }[]
  /** Records that were shared one by one, with them or with one for whom they stand in. */
  readonly sharedRecords: ReadonlySet<string>
  /** Of the grants those to users that the page of the settings lets them keep, where they have it. */
  readonly keeps?: readonly Grant[]
  /** Whether the menu shows all that their rights allow, since a post of theirs says nothing of it. */
  readonly wholeMenu: boolean
  /** Some of it has an end: a right, a post, a group, a share, or that they stand in for somebody. */
  readonly forATime: boolean
}

/** The standing of the user, or of one for whom they stand in. */
type Principal = {
  readonly user: string
  readonly name: string
  readonly administrator: boolean
  readonly secondFactor: boolean
  readonly reports: readonly string[]
  readonly team: readonly string[]
  readonly companies: readonly string[]
  readonly posts: readonly string[]
  readonly party: string | null
  readonly wholeMenu: boolean
  readonly ends: boolean
  readonly grants: readonly Grant[]
  readonly shares: readonly (Grant & { readonly record: string })[]
}

type Found = {
  readonly active: boolean
  readonly language: Language | null
  readonly timeZone: string | null
  readonly principals: readonly Principal[]
}

/**
 * Looks up a user's standing; undefined where there is no such user. Reports are those whose superior the
 * user is, by name or by post (in the same company, where posts are held in one); the team are they and
 * everyone below them. `today` is a day of the group's time zone.
 */
export async function loadStanding(
  database: Connection,
  model: ResolvedModel,
  user: string,
  today: string,
): Promise<Standing | undefined> {
  const [row] = await database.query<{ standing: Found }>(standingQuery(names(model), user, today), {
    name: 'standing',
  })
  if (!row) return undefined
  const { principals, ...found } = row.standing
  const [own, ...others] = principals
  if (!own) return undefined
  return {
    ...found,
    timeZone: zoneOf(found),
    name: own.name,
    administrator: principals.some(({ administrator }) => administrator),
    secondFactor: principals.some(({ secondFactor }) => secondFactor),
    variables: variablesOf(own),
    grants: [
      ...grantsOf(model, own),
      ...others.flatMap((other) => borrowed(model, grantsOf(model, other), variablesOf(other))),
    ],
    sharedRecords: new Set(principals.flatMap(({ shares }) => shares.map(({ record }) => record))),
    standsInFor: others.map(({ user: of, name }) => ({ user: of, name })),
    wholeMenu: principals.some(({ wholeMenu }) => wholeMenu),
    forATime: others.length > 0 || own.ends || own.shares.length > 0,
  }
}

/** What follows for a condition from who somebody is, and the time zone in which they work if it is one. */
export type Place = OwnVariables & { readonly timeZone: string | null }

/** The places of many users, in one statement. */
export async function placesOfAll(
  database: Connection,
  model: ResolvedModel,
  users: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, Place>> {
  const known = names(model)
  const { party, table } = known
  const places = placesOf(known, sql`select unnest(${users}::uuid[])`, today)
  const rows = await database.query<Placed & { timeZone: string | null }>(
    sql`with recursive ${places}
      select u.id as "user", coalesce(r.all, '{}') as reports, coalesce(t.all, '{}') as team,
             coalesce(c.all, '{}') as companies, coalesce(h.all, '{}') as posts, c.zone as "timeZone", ${party} as party
      from principal join ${table('user')} u on u.id = principal.holder
      left join (select superior, array_agg(distinct report) filter (where report <> superior) as all
                 from leads group by superior) r on r.superior = u.id
      left join (select leader, array_agg(distinct member) filter (where member <> leader) as all
                 from team group by leader) t on t.leader = u.id
      left join (select holder, array_agg(id) as all, case when count(*) = 1 then min(zone) end as zone
                 from companies group by holder) c on c.holder = u.id
      left join (select holder, array_agg(distinct post) as all from mine group by holder) h on h.holder = u.id`,
  )
  const zones = new Map(rows.map((row) => [row.timeZone, null as string | null]))
  for (const timeZone of zones.keys()) zones.set(timeZone, zoneOf({ timeZone }))
  const zone = ({ timeZone }: { readonly timeZone: string | null }) => zones.get(timeZone) ?? null
  return new Map(rows.map((row) => [row.user, { ...variablesOf(row), timeZone: zone(row) }]))
}

/** What stands there and is no time zone counts as none: no day could be told by it. */
function zoneOf({ timeZone }: { readonly timeZone: string | null }): string | null {
  return timeZone !== null && isTimeZone(timeZone) ? timeZone : null
}

type Placed = Pick<Principal, 'user' | 'reports' | 'team' | 'companies' | 'posts' | 'party'>

function variablesOf({ user, reports, team, companies, posts, party }: Placed): OwnVariables {
  const many = { $myReports: reports, $myTeam: team, $myCompanies: companies, $myPosts: posts }
  return { $me: user, ...many, $myParty: party }
}

/** Records shared with somebody are as if a grant named just these. */
function grantsOf(model: ResolvedModel, { grants, shares }: Principal): readonly Grant[] {
  const alike = Map.groupBy(shares, ({ record: _, rows: __, ...share }) => JSON.stringify(share))
  const shared = [...alike.values()].map((group): Grant => {
    const { record: _, ...grant } = group[0]!
    const change = grant.change.filter((name) => !saysWhose(model, grant.object, name))
    return { ...grant, change, shared: true, rows: { id: { in: group.map(({ record }) => record).sort() } } }
  })
  return [...grants, ...shared]
}

/**
 * Whether a field says whose a record is: a person, a post or a company, which is what `$me` and the like are
 * held against, or lines that name one. It is not changed by a share, or whoever got the record for a time
 * would keep it for good.
 */
export function saysWhose(model: ResolvedModel, object: string, name: string): boolean {
  const field = model.objects.get(object)?.fields.get(name)
  if (field === undefined) return false
  const type = field.type.valueType(field.field)
  if (type.kind !== 'lines' || field.field['owned'] !== true) return namesWhose(field)
  const lines = model.objects.get(type.of)?.fields.values() ?? []
  return [...lines].some((line) => !line.system && namesWhose(line))
}

function namesWhose(field: ResolvedField): boolean {
  return ['user', 'post', 'company'].includes(targetName(field) ?? '')
}

/**
 * Only a condition that looks at somebody, itself or by a formula, need know who that is; other grants stay
 * like everybody's, and so do records that were shared, which are named one by one.
 */
function borrowed(model: ResolvedModel, grants: readonly Grant[], as: OwnVariables): readonly Grant[] {
  return grants
    .map(handedOn)
    .map((grant) => (!grant.shared && asksWho(model, grant.object, grant.rows) ? { ...grant, as } : grant))
}

/** Whoever stands in for somebody does not name who does so after them: the time would have no end. */
export function handedOn(grant: Grant): Grant {
  if (grant.object !== 'substitution') return grant
  return { ...grant, actions: grant.actions.filter((action) => !naming.has(action)) }
}

const naming: ReadonlySet<string> = new Set(['create', 'change', 'delete'])

type Names = {
  readonly table: (object: string) => Sql
  readonly of: (object: string, field: string, alias: string) => Sql
  readonly party: Sql
}

function names(model: ResolvedModel): Names {
  const party = model.objects.get('user')?.fields.get('party')?.column
  return {
    table: (object) => id(model.objects.get(object)?.table ?? object),
    of: (object, field, alias) => id(alias, columnOf(model, object, field)),
    party: party ? id('u', party) : raw('null'),
  }
}

/** Everyone who is signed in may be asked about, so this must be one quick statement. */
function standingQuery(names: Names, user: string, today: string): Sql {
  const { table, of } = names
  const holds = (object: string, alias: string) => holdsOn(names, object, alias, today)
  const principals = sql`select ${user}::uuid
      union select ${of('substitution', 'user', 's')} from ${table('substitution')} s
        join ${table('user')} a on a.id = ${of('substitution', 'user', 's')} and ${of('user', 'active', 'a')}
        where ${of('substitution', 'substitute', 's')} = ${user} and ${holds('substitution', 's')}`
  return sql`with recursive ${placesOf(names, principals, today)}
    select json_build_object(
      'active', coalesce(${of('user', 'active', 'me')}, false), 'language', ${of('user', 'language', 'me')},
      'timeZone', (select min(zone) from companies where holder = me.id having count(*) = 1),
      'principals', (select json_agg(${principalJson(names, holds)} order by holder <> me.id, holder)
                     from principal join ${table('user')} u on u.id = holder)) as standing
    from ${table('user')} me where me.id = ${user}`
}

/** Where people stand: which posts they hold, whom they lead, and for which companies they work. */
function placesOf(names: Names, principals: Sql, today: string): Sql {
  const { table, of } = names
  const holds = (object: string, alias: string) => holdsOn(names, object, alias, today)
  return sql`principal(holder) as (
      ${principals}
    ), holding as (
      select ${of('userPost', 'user', 'p')} as holder, ${of('userPost', 'post', 'p')} as post,
             ${of('userPost', 'company', 'p')} as company, ${of('userPost', 'until', 'p')} is not null as ends
      from ${table('userPost')} p where ${holds('userPost', 'p')}
    ), leads(superior, report) as (
      select ${of('user', 'superior', 'u')}, u.id from ${table('user')} u where ${of('user', 'superior', 'u')} is not null
      union select h.holder, b.holder from holding h
        join ${table('post')} below on ${of('post', 'superior', 'below')} = h.post
        join holding b on b.post = below.id
          and (h.company is null or b.company is null or h.company = b.company)
    ), team(leader, member) as (
      select holder, report from principal join leads on superior = holder
      union select team.leader, leads.report from leads join team on leads.superior = team.member
    ), mine as (select * from holding where holder in (select holder from principal)),
    joined as (
      select ${of('groupMember', 'user', 'm')} as holder, ${of('groupMember', 'group', 'm')} as "group",
             ${of('groupMember', 'until', 'm')} is not null as ends
      from ${table('groupMember')} m
      where ${of('groupMember', 'user', 'm')} in (select holder from principal) and ${holds('groupMember', 'm')}
    ),
    companies as (
      select holder, c.id, ${of('company', 'timeZone', 'c')} as zone from ${table('company')} c, principal
      where exists (select from mine where mine.holder = principal.holder and (mine.company is null or mine.company = c.id))
    )`
}

function principalJson(names: Names, holds: (object: string, alias: string) => Sql): Sql {
  const { table, of, party } = names
  const held = (object: string, alias: string) => sql`${holds(object, alias)} and (
    ${of(object, 'post', alias)} in (select post from mine where mine.holder = u.id)
    or ${of(object, 'group', alias)} in (select "group" from joined where joined.holder = u.id)
    or ${of(object, 'user', alias)} = u.id)`
  const fields = (object: string, alias: string) =>
    ['see', 'change'].map(
      (name) => sql`${raw(`'${name}'`)}, to_jsonb(coalesce(${of(object, name, alias)}, '{}'))`,
    )
  const given = join([
    sql`'object', ${of('grant', 'object', 'g')}`,
    sql`'actions', to_jsonb(coalesce(${of('grant', 'actions', 'g')}, '{}'))`,
    sql`'rows', ${of('grant', 'rows', 'g')}`,
    ...fields('grant', 'g'),
  ])
  const shared = join([
    sql`'object', ${of('recordShare', 'object', 'r')}`,
    sql`'actions', to_jsonb(case ${of('recordShare', 'may', 'r')} when 'change' then '{read,change}'::text[] else '{read}' end)`,
    sql`'record', ${of('recordShare', 'record', 'r')}`,
    ...fields('recordShare', 'r'),
  ])
  const menu = (
    of_: Sql,
  ) => sql`select from ${table('grant')} g where ${of('grant', 'object', 'g')} = ${menuGrant}
    and ${holds('grant', 'g')} and ${of_}`
  return sql`json_build_object(
    'user', u.id, 'name', ${of('user', 'name', 'u')},
    'administrator', exists (select from mine join ${table('post')} p on p.id = mine.post
                             where mine.holder = u.id and ${of('post', 'administrator', 'p')}),
    'secondFactor', exists (select from mine join ${table('post')} p on p.id = mine.post
                            where mine.holder = u.id and ${of('post', 'secondFactor', 'p')}),
    'reports', ${list(sql`distinct report`, sql`leads where superior = u.id and report <> u.id`)},
    'team', ${list(sql`distinct member`, sql`team where leader = u.id and member <> u.id`)},
    'companies', ${list(sql`companies.id`, sql`companies where holder = u.id`)},
    'posts', ${list(sql`distinct post`, sql`mine where holder = u.id`)},
    'party', ${party},
    'wholeMenu', exists (select from mine where mine.holder = u.id
        and not exists (${menu(sql`${of('grant', 'post', 'g')} = mine.post`)}))
      or not exists (${menu(held('grant', 'g'))}),
    'ends', exists (select from mine where mine.holder = u.id and mine.ends)
      or exists (select from joined where joined.holder = u.id and joined.ends)
      or exists (select from ${table('grant')} g where ${held('grant', 'g')} and ${of('grant', 'until', 'g')} is not null),
    'grants', ${list(sql`distinct jsonb_build_object(${given})`, sql`${table('grant')} g where ${held('grant', 'g')}`)},
    'shares', ${list(
      sql`distinct jsonb_build_object(${shared})`,
      sql`${table('recordShare')} r
      where ${of('recordShare', 'endedAt', 'r')} is null and ${held('recordShare', 'r')}`,
    )})`
}

/** Whether what the row says holds today: both days count. */
function holdsOn({ of }: Names, object: string, alias: string, today: string): Sql {
  return sql`${today}::date >= coalesce(${of(object, 'from', alias)}, '-infinity')
    and ${today}::date <= coalesce(${of(object, 'until', alias)}, 'infinity')`
}

function list(of: Sql, from: Sql): Sql {
  return sql`coalesce((select json_agg(${of}) from ${from}), '[]')`
}

function columnOf(model: ResolvedModel, object: string, field: string): string {
  const column = model.objects.get(object)?.fields.get(field)?.column
  if (!column) throw new Error(`${object}.${field} has no column.`)
  return column
}
