import { dayAt, type Language } from '#model'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { remembered } from '../database/remembered.ts'
import { Problem } from '../errors.ts'
import type { Access, Actor, ReadLog } from './actor.ts'
import { narrowAccess, type Scope } from './narrow-access.ts'
import { compileAccess, fullAccess } from './compile-access.ts'
import { withKeptUsers } from './keeper-grants.ts'
import { loadKeeping, type Keeping } from './keeping.ts'
import { loadStanding, type Standing } from './standing.ts'
import { loadWhoDecides, type WhoDecides } from './who-decides.ts'
import { said } from '../said/said.ts'

/** Who knocks, and through which door. */
export type Identity = {
  readonly user: string
  readonly source: Actor['source']
  readonly request: string
  readonly address?: string | null
  /** The language that was asked for this once; else the user's own, else the group's. */
  readonly language?: Language | null
  /** Less than the user may do: of a key, or of the work that a key has started. */
  readonly scope?: Scope | null
  /** False where only a password was shown: who holds a post that asks for more is told so, by a 403. */
  readonly secondFactor?: boolean
  /** Of a session in which it is long since it was shown who sits there. */
  readonly isUnproved?: boolean
}

export type AccessControl = {
  /**
   * The user with their rights as of now. Throws a 401 where there is no such user any more, or one that is
   * not active.
   */
  actorFor(identity: Identity): Promise<Actor>
  /** Whether a post of the user's lets nobody in by a password alone. */
  needsSecondFactor(user: string): Promise<boolean>
  /** Which users somebody who is no administrator may keep, as of this moment. */
  keepingOf(actor: Pick<Actor, 'user'>): Promise<Keeping>
  /** The program itself, for work on its own account: it may do everything, and is named in the audit. */
  systemActor(name: string, request?: string): Promise<Actor>
  /** By which posts the person works, and who decides on rights, for whoever is refused something. */
  whoDecides(actor: Pick<Actor, 'user' | 'variables'>): Promise<WhoDecides>
  /** Everything remembered is looked up anew, in this process. */
  forget(): void
}

export type AccessOptions = {
  readonly database: Pick<Database, 'query' | 'listen' | 'isCurrent'>
  readonly model: () => ResolvedModel
  /** What holds for the whole group. */
  readonly group: () => Promise<{
    readonly name: string
    readonly language: Language
    readonly timeZone: string
  }>
  /** Hears of what sensitive people read. */
  readonly reads?: ReadLog
}

/** The user as whom the program itself acts. There is no such row: nobody can sign in as it. */
export const systemUser = '00000000-0000-0000-0000-000000000000'

/** The program itself leads nobody, and works nowhere. */
const ofProgram = {
  ...{ $me: systemUser, $myReports: [], $myTeam: [], $myCompanies: [], $myPosts: [] },
  $myParty: null,
}

/**
 * Says who may do what: compiles the grants of users' posts, and forgets them within a second of any change.
 */
export function accessControl({ database, model, group, reads }: AccessOptions): AccessControl {
  const ofRights = ['kontor_access', 'kontor_settings', 'kontor_model'] as const
  const standings = remembered<Standing | undefined>(database, ofRights)
  const asked = remembered<WhoDecides>(database, ['kontor_access'])
  const policies = policyMemory()
  const standingOf = async (user: string, timeZone: string) => {
    const today = dayAt(Date.now(), timeZone)
    const now = model()
    const key = `${now.version} ${today} ${user}`
    const load = async () =>
      withKeptUsers(database, now, user, await loadStanding(database, now, user, today), today)
    return { now, standing: await standings.get(key, load) }
  }
  return {
    forget() {
      standings.forget()
      asked.forget()
    },
    async whoDecides({ user, variables }) {
      const { name, timeZone } = await group()
      const today = dayAt(Date.now(), timeZone)
      const found = await asked.get(`${today} ${user}`, () => loadWhoDecides(database, user, today))
      return variables.$myParty === null ? found : toPartner(found, name)
    },
    async keepingOf({ user }) {
      return loadKeeping(database, model(), user, dayAt(Date.now(), (await group()).timeZone))
    },
    async needsSecondFactor(user) {
      const { standing } = await standingOf(user, (await group()).timeZone)
      return standing?.secondFactor ?? false
    },
    async actorFor(identity) {
      const { language, timeZone } = await group()
      const { now, standing } = await standingOf(identity.user, timeZone)
      if (!standing?.active) throw signedOut()
      if (identity.secondFactor === false && standing.secondFactor) throw moreNeeded()
      return {
        user: identity.user,
        name: standing.name,
        source: identity.source,
        request: identity.request,
        address: identity.address ?? null,
        language: identity.language ?? standing.language ?? language,
        timeZone: standing.timeZone ?? timeZone,
        access: narrowed(policies.of(now, standing), identity.scope),
        ...(identity.scope ? { scope: identity.scope } : {}),
        ...(identity.isUnproved ? { isUnproved: true } : {}),
        variables: standing.variables,
        ...ofTheirs(standing),
        ...(reads ? { reads } : {}),
      }
    },
    async systemActor(name, request = name) {
      const { language, timeZone } = await group()
      return {
        user: systemUser,
        name,
        source: 'system',
        request,
        address: null,
        language,
        timeZone,
        access: policies.of(model(), { administrator: true, grants: [], wholeMenu: true }),
        variables: ofProgram,
      }
    },
  }
}

/** What an actor has of a standing as it is. */
function ofTheirs({ standsInFor, sharedRecords, forATime, keeps }: Standing) {
  return {
    ...{ standsInFor, sharedRecords },
    ...(forATime ? { forATime } : {}),
    ...(keeps ? { keeps } : {}),
  } as const
}

/** Who of us decides is no matter of a partner's people: for them it is the firm. */
function toPartner(found: WhoDecides, firm: string): WhoDecides {
  return { ...found, people: firm === '' ? [] : [firm] }
}

function narrowed(access: Access, scope: Scope | null | undefined): Access {
  return scope ? narrowAccess(access, scope) : access
}

/**
 * Everyone with the same rights shares one compiled policy, and with it the statements that were made for it.
 */
function policyMemory() {
  let version = -1
  let byKey = new Map<string, Access>()
  const byStanding = new WeakMap<object, { model: ResolvedModel; access: Access }>()
  return {
    of(model: ResolvedModel, standing: Pick<Standing, 'administrator' | 'grants' | 'wholeMenu'>): Access {
      const known = byStanding.get(standing)
      if (known?.model === model) return known.access
      if (version !== model.version || byKey.size > 1_000) byKey = new Map()
      version = model.version
      const made = standing.administrator
        ? fullAccess(model)
        : compileAccess(model, standing.grants, standing)
      const access = byKey.get(made.key) ?? made
      byKey.set(made.key, access)
      byStanding.set(standing, { model, access })
      return access
    },
  }
}

function signedOut(): Problem {
  return new Problem(401, 'notSignedIn', said('You are not signed in any more. Sign in again.'))
}

function moreNeeded(): Problem {
  return new Problem(
    403,
    'secondFactorNeeded',
    said('Your post asks for more than a password. Add an authenticator or a passkey first.'),
  )
}
