import { fieldTypeOf, isTimeZone, type Language } from '#model'
import type { Actor } from '../access/actor.ts'
import type { Sealing } from '../accounts/sealing.ts'
import type { Database } from '../database/database.ts'
import { remembered } from '../database/remembered.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors, Problem } from '../errors.ts'
import type { SettingDeclaration } from '../module.ts'
import { said } from '../said/said.ts'
import { askPresenceForSetting } from '../access/ask-presence.ts'
import { mayOpen } from '../access/may-open.ts'

export type GroupSettings = {
  readonly name: string
  readonly currency: string
  readonly language: Language
  readonly timeZone: string
}

export type Settings = {
  /** What was decided, else what holds until somebody does. Throws for a key that nobody declared. */
  get<T = unknown>(key: string): Promise<T>
  /** A secret in the clear; null where none is kept, or it was sealed under another key. */
  secret(key: string): Promise<string | null>
  /** Whether somebody decided it. */
  isDecided(key: string): Promise<boolean>
  /** Name, currency, language and time zone of the whole group. */
  group(): Promise<GroupSettings>
  /**
   * Decides; null takes the decision back. Only an administrator may. Throws a 422 for a value that does
   * not fit.
   */
  set(actor: Actor, key: string, value: unknown): Promise<void>
  /** Throws a 422 for a value that does not fit, and a 404 for a key that nobody declared. */
  check(key: string, value: unknown): void
  readonly declared: ReadonlyMap<string, SettingDeclaration>
}

/** How a decision is written down: through the door, so that it is audited like any change. */
export type SettingWriter = (actor: Actor, key: string, value: object | null) => Promise<void>

/** What was decided once for the whole group, the same in every process. */
export function openSettings(
  database: Database,
  declarations: readonly SettingDeclaration[],
  sealing: Sealing,
  write: SettingWriter,
): Settings {
  const declared = new Map(declarations.map((declaration) => [declaration.key, declaration]))
  const known = remembered<ReadonlyMap<string, unknown>>(database, ['kontor_settings'])
  const all = () => known.get('all', () => load(database))
  const among = (decided: ReadonlyMap<string, unknown>, key: string): unknown => {
    const declaration = declarationOf(declared, key)
    return decided.has(key) && declaration.secret !== true ? decided.get(key) : declaration.initial
  }
  const get = async (key: string): Promise<unknown> => among(await all(), key)
  return {
    declared,
    get: get as Settings['get'],
    async secret(key) {
      const sealed = (await all()).get(key)
      if (declarationOf(declared, key).secret !== true || typeof sealed !== 'string') return null
      const opened = await sealing.open(Buffer.from(sealed, 'base64'), purposeOf(key))
      return opened && opened.toString('utf8')
    },
    isDecided: async (key) => (await all()).has(key),
    async group() {
      // Asked with every request, so the settings are looked at once for all of it.
      const decided = await all()
      return {
        name: among(decided, 'group.name') as string,
        currency: among(decided, 'group.currency') as string,
        language: among(decided, 'group.language') as Language,
        timeZone: among(decided, 'group.timeZone') as string,
      }
    },
    check(key, value) {
      const declaration = declarationOf(declared, key)
      if (value !== null) checked(declaration, value)
    },
    async set(actor, key, value) {
      const declaration = declarationOf(declared, key)
      if (!mayOpen(actor, declaration.page ?? 'group')) throw notAllowed()
      const fitting = value === null ? null : checked(declaration, value)
      askPresenceForSetting(actor, key)
      const kept =
        declaration.secret === true && fitting !== null
          ? (await sealing.seal(Buffer.from(String(fitting)), purposeOf(key))).toString('base64')
          : fitting
      await write(actor, key, kept === null ? null : { value: kept })
      known.forget()
    },
  }
}

async function load(database: Database): Promise<ReadonlyMap<string, unknown>> {
  const rows = await database.query<{ key: string; value: { value?: unknown } | null }>(
    sql`select key, value from setting`,
    { name: 'settings' },
  )
  return new Map(rows.filter(({ value }) => value !== null).map(({ key, value }) => [key, value?.value]))
}

function declarationOf(declared: ReadonlyMap<string, SettingDeclaration>, key: string): SettingDeclaration {
  const found = declared.get(key)
  if (!found)
    throw new Problem(404, 'unknownSetting', said('There is no setting "{key}".', { key: key.slice(0, 100) }))
  return found
}

function purposeOf(key: string): string {
  return `setting ${key}`
}

function checked({ key, field, fault }: SettingDeclaration, value: unknown): unknown {
  const parsed = fieldTypeOf(field).parse(value, field)
  if ('problem' in parsed) throw fieldErrors([{ field: key, ...parsed.problem }])
  const message = fault?.(parsed.value) ?? null
  if (message !== null) throw fieldErrors([{ field: key, code: 'notFitting', message }])
  if (key === 'group.timeZone' && !isTimeZone(String(parsed.value))) {
    throw fieldErrors([
      { field: key, code: 'notTimeZone', message: said('Name a time zone such as Europe/Riga.') },
    ])
  }
  return parsed.value
}

function notAllowed(): Problem {
  return new Problem(
    403,
    'administratorOnly',
    said('Only an administrator may change the settings of the group. Ask one.'),
  )
}
