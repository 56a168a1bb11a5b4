import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, raw, sql, type Sql } from '../database/sql.ts'
import { said } from '../said/said.ts'
import { addressRows } from './address-rows.ts'
import { asksOf, importRowsOf, mailsOf, namedElsewhere } from './erase-traces.ts'
import type { FoundTraces } from './find-traces.ts'
import type { Telling } from './telling.ts'

export type Row = Readonly<Record<string, unknown>>
export type Kind = { readonly key: string; readonly title: ReturnType<typeof said>; readonly rows: Row[] }

/** Whom the report is about, and what was found of them. */
export type About = {
  readonly base: ResolvedObject
  /** Their record and those that went into it; with what goes with them; and all that the log alone holds. */
  readonly own: readonly string[]
  readonly records: readonly string[]
  readonly beside: readonly string[]
  readonly users: readonly string[]
  readonly traces: FoundTraces
  readonly telling: Telling
  readonly importFiles: readonly string[]
}

/**
 * What is kept of a person beside the records: all that an erasure destroys or changes there, and what names
 * them by a number. Where each table of the database is told stands in `tests/scenarios/report-places.ts`.
 */
export async function rowsBeside(connection: Connection, about: About): Promise<Kind[]> {
  const { own, records, users, traces, telling, importFiles } = about
  const kind = async (key: string, title: Kind['title'], statement: Sql | Promise<Row[]>): Promise<Kind> => ({
    ...{ key, title },
    rows: await ('parts' in statement ? connection.query<Row>(statement) : statement),
  })
  return [
    await kind('former', said('Records that went into this one'), formerRows(own)),
    await kind('imports', said('Rows of imports'), importRowsOf(connection, traces)),
    await kind('importFiles', said('Files of imports that name the person'), importFileRows(importFiles)),
    await kind('apart', said('Told apart in imports'), apartRows(own)),
    await kind('asks', said('What colleagues asked about them'), asksOf(connection, traces)),
    await kind('keeperAnswers', said('What keepers answered'), keeperRows(own, traces)),
    await kind('repeats', said('Likely repeats'), repeatRows(about)),
    await kind('proposals', said('What criteria propose'), proposalRows(own)),
    await kind('reviews', said('What rules of retention brought up'), reviewRows(own)),
    await kind('answers', said('Kept answers to programs'), answerRows(traces)),
    await kind('mails', said('Mails'), mailsOf(connection, traces)),
    await kind('reminders', said('Reminders'), reminderRows(records)),
    await kind('elsewhere', said('Where else they are named'), namedElsewhere(connection, telling)),
    await kind('stayed', said('What an undo left'), stayedRows([...records, ...about.beside])),
    await kind('checks', said('Checks to come'), checkRows(records)),
    await kind('confirmations', said('Confirmations asked for'), confirmationRows(records)),
    await kind('sources', said('What sources answered lately'), sourceRows(records)),
    await kind('erased', said('Erased before'), erasureRows(own)),
    await kind('sessions', said('Sessions'), sessionRows(users)),
    await kind('entrances', said('Means of signing in'), entranceRows(users)),
    await kind('identities', said('Accounts at sign-in providers'), identityRows(users)),
    await kind('signIns', said('Sign-ins'), signInRows(users)),
    await kind('addresses', said('From where they changed and read'), addressRows(connection, users)),
    await kind('rights', said('Rights that were used'), rightRows(users, own)),
    await kind('reads', said('Who read it'), readRows(records)),
    ...(about.base.searched
      ? [await kind('search', said('Entries of the search'), searchRows(about.base, own))]
      : []),
  ]
}

/** Of a user that is gone, or of the program itself, the program is named. */
const userName = (alias: string): Sql => sql`coalesce(${raw(alias)}.name, 'Kontor')`

function any(ids: readonly string[]): Sql {
  return sql`any(${[...ids]}::uuid[])`
}

function formerRows(own: readonly string[]): Sql {
  return sql`select m.at, n.field, n.value from moved_record m left join moved_name n on n.record = m.id
    where m.id = ${any(own)} order by m.at, m.id, n.field`
}

function importFileRows(files: readonly string[]): Sql {
  return sql`select i.created_at as at, i.file_name as file from import i where i.id = ${any(files)} order by i.id`
}

function apartRows(own: readonly string[]): Sql {
  return sql`select t.object from import_told_apart t where t.record = ${any(own)} order by t.object, t.form`
}

function keeperRows(own: readonly string[], { asks }: FoundTraces): Sql {
  return sql`select k.at, q.state, q.answer, ${userName('u')} as "decidedBy", q.decided_at as "decidedAt"
    from keeper_question q join keeper_ask k on k.id = q.ask left join "user" u on u.id = q.decided_by
    where q.record = ${any(own)} or q.ask = ${any(asks)} order by k.at, q.id`
}

/** The other record is named as it is called now, or by its number where it is gone. */
function repeatRows({ base, own }: About): Sql {
  const title = base.fields.get(base.title)?.column ?? 'id'
  return sql`select d.found_at as at, coalesce(${id('t', title)}, (case when d.one = ${any(own)} then d.other else d.one end)::text) as other, round(d.score::numeric * 100) || ' %' as alike,
      d.evidence as because, d.state, u.name as "decidedBy", d.decided_at as "decidedAt"
    from duplicate_pair d left join "user" u on u.id = d.decided_by left join ${id(base.table)} t
      on t.id = case when d.one = ${any(own)} then d.other else d.one end
    where (d.one = ${any(own)} or d.other = ${any(own)}) and d.object = ${base.name} order by d.found_at, d.id`
}

function proposalRows(own: readonly string[]): Sql {
  return sql`select p.found_on as at, c.name as criterion, p.state, p.until, p.reason, p.refused,
      u.name as "decidedBy", p.decided_at as "decidedAt"
    from proposal p join criterion c on c.id = p.criterion left join "user" u on u.id = p.decided_by
    where p.record = ${any(own)} order by p.found_on, p.criterion`
}

function reviewRows(own: readonly string[]): Sql {
  return sql`select r.name as rule, v.due, v.state, u.name as "decidedBy", v.decided_at as "decidedAt"
    from retention_review v join retention_rule r on r.id = v.rule left join "user" u on u.id = v.decided_by
    where v.record = ${any(own)} order by v.due, v.rule`
}

function answerRows({ answers }: FoundTraces): Sql {
  return sql`select i.at, ${userName('u')} as by, i.path as request, i.body as answer
    from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) a("user" uuid, path text, key text)
    join idempotency i on i."user" = a."user" and i.path = a.path and i.key = a.key
    left join "user" u on u.id = i."user" order by i.at`
}

function reminderRows(records: readonly string[]): Sql {
  return sql`select r.reminded_at as at, r.object, u.name as recipient
    from due_reminder r left join "user" u on u.id = r.whom where r.record = ${any(records)} order by r.reminded_at`
}

function stayedRows(records: readonly string[]): Sql {
  return sql`select c.at, k.object, k.field, k.reason from undo_kept k join change c on c.id = k.change
    where k.record = ${any(records)} or k.names = ${any(records)} order by c.at, k.nr`
}

function checkRows(records: readonly string[]): Sql {
  return sql`select l.kind, l.asked, l.due_at as due, l.attempts as times, l.failure as refused from fact_look l
    where l.record = ${any(records)} order by l.kind, l.line`
}

function confirmationRows(records: readonly string[]): Sql {
  return sql`select c.asked, c.expires_at as until from fact_confirmation c
    where c.record = ${any(records)} order by c.expires_at`
}

/** What the log tells was asked of a source counts too, as it does where it is forgotten (forgetFacts). */
function sourceRows(records: readonly string[]): Sql {
  return sql`select a.at, a.kind, a.asked, a.answer as says from fact_answer a
    where exists (select from fact f where f.record = any(${[...records]}) and f.kind = a.kind and f.asked = a.asked)
      or a.asked in (select s.asked from audit_entry e
        cross join lateral (values (e.before->'asked'), (e.after->'asked')) s(asked)
        where e.object = 'fact' and e.record in (
          select b.record from audit_entry b where b.object = any (array['fact'::text, 'recordShare'::text])
            and b.record is not null and coalesce(b.after, b.before)->>'record' = any(${[...records]})))
    order by a.at`
}

function erasureRows(own: readonly string[]): Sql {
  return sql`select p.at, ${userName('u')} as by, p.mode as state from person_erasure p
    left join "user" u on u.id = p.actor
    where p.record = ${any(own)} or p.former ?| ${[...own]}::text[] or p.linked ?| ${[...own]}::text[] order by p.at`
}

function sessionRows(users: readonly string[]): Sql {
  return sql`select s.created_at as began, s.seen_at as seen, s.expires_at as ends, s.address, s.agent,
      p.label as provider
    from session s left join sign_in_provider p on p.id = s.provider where s."user" = ${any(users)}
    order by s.created_at`
}

/** Secrets themselves are told to nobody: that they are there, since when, and what they are called. */
function entranceRows(users: readonly string[]): Sql {
  return sql`select e.kind, e.name, e.since, e.used, e.until from (
      select 'password' as kind, null as name, changed_at as since, null::timestamptz as used,
        null::timestamptz as until, "user" from credential
      union all select 'passkey', name, created_at, last_used_at, null, "user" from passkey
      union all select 'totp', null, confirmed_at, null, null, "user" from totp
      union all select 'recoveryCode', null, null, null, null, "user" from recovery_code
      union all select 'knownBrowser', null, null, seen_at, null, "user" from known_device
      union all select 'key', name || ' ' || hint, created_at, last_used_at, coalesce(revoked_at, expires_at),
        "user" from api_key
      union all select 'link', kind, created_at, null, expires_at, "user" from account_link) e
    where e."user" = ${any(users)} order by e.kind, e.since`
}

function identityRows(users: readonly string[]): Sql {
  return sql`select p.label as provider, i.subject, i.email, i.created_at as since, i.last_used_at as used
    from sign_in_identity i join sign_in_provider p on p.id = i.provider
    where i."user" = ${any(users)} order by i.created_at`
}

function signInRows(users: readonly string[]): Sql {
  return sql`select e.at, e.action, e.after from audit_entry e where e.object = 'user'
      and e.record = ${any(users)} and e.action !~ '^(create|update|delete|read)$' order by e.id`
}

/** What they used as users, and who used what was shared of their record. */
function rightRows(users: readonly string[], own: readonly string[]): Sql {
  return sql`select ${userName('u')} as by, r.object, r.action, r.last_on as last from right_use r
    left join "user" u on u.id = r."user"
    where r."user" = ${any(users)} or r.record = ${any(own)} order by r.last_on, r.object, r.action`
}

function readRows(records: readonly string[]): Sql {
  return sql`select e.at, ${userName('u')} as by, e.after -> 'fields' as fields
    from audit_entry e left join "user" u on u.id = e.actor
    where e.record = ${any(records)} and e.action = 'read' order by e.id`
}

function searchRows({ table }: ResolvedObject, own: readonly string[]): Sql {
  return sql`select search_key as "key" from ${id(table)} where id = ${any(own)} and search_key is not null`
}
