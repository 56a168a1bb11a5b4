import { accessControl, type AccessControl } from './access/access-control.ts'
import { openAccounts, type Accounts } from './accounts/accounts.ts'
import { actionRegistry, type ActionRegistry } from './actions/actions.ts'
import { checkAgainstLog, type CheckProgress } from './audit/check-against-log.ts'
import { openHistory, type History } from './audit/open-history.ts'
import { openRestores, type Restores } from './audit/open-restores.ts'
import { openUndos, type Undo } from './audit/undo-job.ts'
import { beginWith } from './begin-with.ts'
import { bringRecords } from './search/bring-records.ts'
import { openCatalog, type Catalog } from './catalog/catalog.ts'
import { openModel, type LiveModel } from './catalog/live-model.ts'
import type { ResolvedModel } from './catalog/resolved-model.ts'
import { openRightUse, type RightUse } from './access/right-use.ts'
import { openShares, type Shares } from './access/share-record.ts'
import { openRights, type Rights } from './access/rights.ts'
import { openBackups, type Backups } from './backup/scheduled-backups.ts'
import { backupSettings } from './backup/backup-settings.ts'
import { tellAdministrators } from './backup/tell-administrators.ts'
import { matchSettings } from './duplicates/match-settings.ts'
import type { Duplicates } from './duplicates/open-duplicates.ts'
import { openTwins } from './duplicates/open-twins.ts'
import { openDatabase, type Database, type OnSlow } from './database/database.ts'
import { openFacts, type Facts, type FactsNeeds } from './facts/open-facts.ts'
import { factSourcesOf, sourceSettings } from './facts/source-settings.ts'
import { checkContents } from './files/check-contents.ts'
import { openFiles, type Files } from './files/files.ts'
import { openContent } from './files/open-content.ts'
import { openJobs, type Jobs } from './jobs/jobs.ts'
import type { Merges } from './merge/open-merges.ts'
import { openOutside, type Outside } from './outside/open-outside.ts'
import { outsideSettings } from './outside/outside-settings.ts'
import { openMail, type Mail } from './mail/mail.ts'
import { openLive, type Live } from './live/live.ts'
import type { Module } from './module.ts'
import { openBulkChanges, type Bulk } from './records/bulk/bulk-job.ts'
import { checkList } from './personal/erasure-list.ts'
import { openPersonal, type Personal, type PersonalParts } from './personal/open-personal.ts'
import { sharedSlow, type SharedSlow } from './database/shared-slow.ts'
import { openReads, type Reads } from './reads/open-reads.ts'
import { openProposals, type Proposals } from './proposals/open-proposals.ts'
import { openQuestions, type Questions } from './questions/open-questions.ts'
import { remindOverdue } from './reminders/remind-overdue.ts'
import { openDoor } from './open-door.ts'
import type { Records } from './records/records.ts'
import { createDeclaredTables } from './schema/create-declared-tables.ts'
import { migrate, readMigrations, type Migration, type MigrationProgress } from './schema/migrate.ts'
import { lockedSecrets } from './accounts/locked-secrets.ts'
import { sealing } from './accounts/sealing.ts'
import { checkHeads } from './seal/check-heads.ts'
import { openWatchedChain, type WatchedChain } from './seal/watched-chain.ts'
import { writeSetting } from './settings/write-setting.ts'
import { createAdministrator } from './system/create-administrator.ts'
import { createVouchedUser } from './system/create-vouched-user.ts'
import { scanSettings } from './files/scan/scan-settings.ts'
import { groupSettings } from './settings/group-settings.ts'
import { openSettings, type Settings } from './settings/settings.ts'
import { seedRecords } from './system/seed-records.ts'
import { systemObjects } from './system/system-objects.ts'
import { openExports, openImports, type Exports, type Imports } from './transfer/index.ts'
import { verify } from './verify.ts'
import { warmUp } from './warm-up.ts'

export type EngineOptions = {
  readonly databaseUrl: string
  readonly schema?: string
  /** Where files are kept. */
  readonly dataFolder: string
  /** Object storage for files in place of the folder: `s3://…`. */
  readonly filesUrl?: string
  readonly modules: readonly Module[]
  /** The address under which people reach this installation. */
  readonly origin?: string
  /** Where it is reached as long as nobody says so with `origin`. */
  readonly listensAt?: string
  /** Seals secrets that have to be read again; else a key in the data folder does. */
  readonly secret?: string
  /** Where backups by schedule go: a folder, or `s3://…`. Without it none are made. */
  readonly backupTo?: string
  /** The key of backups, asked for each time; without one they are not encrypted. */
  readonly backupSecret?: () => Promise<string | undefined>
  /** The clamd that looks through uploads: `tcp://host:3310`, or `unix:/run/clamav/clamd.ctl`. */
  readonly clamd?: string
  /** For how many milliseconds it may be silent. */
  readonly scannerPatience?: number
  /** For how many milliseconds a source of facts may be silent. */
  readonly sourcePatience?: number
  /** No source of facts may be within the network of this machine, whatever an administrator says. */
  readonly forbidsOwnNetwork?: boolean
  /** Where the list of erased people is kept, outside of the database; else the data folder. */
  readonly erasureFolder?: string
  /** The server to which mails are handed: `smtp://user:password@host:port`. */
  readonly smtpUrl?: string
  /** The program's own migrations, unless others are given. */
  readonly migrations?: readonly Migration[]
  /** Makes the tables of the declarations directly instead of by migrations: for objects made up in tests. */
  readonly declaredTables?: true
  /** Hears how far the bringing up to date of the database is. */
  readonly progress?: MigrationProgress
  readonly connections?: number
  /** Statements that take longer are noted, without their values. */
  readonly slowMilliseconds?: number
  /** Hears of each of them. */
  readonly onSlow?: OnSlow
  /** A folder outside, in which the head of the chain over the log is kept. */
  readonly headFolder?: string
  /** Hears what goes wrong in the background. */
  readonly log?: (text: string, error?: unknown) => void
}

/** The model made real on a database: everything that can be done with any object. */
export type Engine = {
  readonly options: EngineOptions
  readonly database: Database
  /** As last heard of; `catalog.current()` makes sure that nothing was missed. */
  model(): ResolvedModel
  readonly catalog: Catalog
  readonly access: AccessControl
  readonly accounts: Accounts
  /** When rights were last used. */
  readonly rightUse: RightUse
  /** Who read sensitive fields, on its way into the log. */
  readonly reads: Reads
  /** What was slow in any process on this database. */
  readonly slow: SharedSlow
  /** Single records opened to others. */
  readonly shares: Shares
  /** What the posts may do. */
  readonly rights: Rights
  readonly settings: Settings
  readonly mail: Mail
  /** Backups by schedule. */
  readonly backups: Backups
  readonly actions: ActionRegistry
  readonly records: Records
  readonly bulk: Bulk
  readonly undo: Undo
  readonly history: History
  readonly restores: Restores
  /** What is held about people, and its end. */
  readonly personal: Personal
  readonly jobs: Jobs
  readonly imports: Imports
  readonly exports: Exports
  /** Records that may be one and the same, and two made one. */
  readonly duplicates: Duplicates
  readonly merges: Merges
  /** Messages to whoever keeps a partner, from who may not see it. */
  readonly questions: Questions
  readonly files: Files
  /** Forms that partners fill in from outside. */
  readonly outside: Outside
  /** What is known of values beyond that somebody entered them. */
  readonly facts: Facts
  /** What happens, told to whoever has a list or a card open. */
  readonly live: Live
  /** What criteria propose, and what is decided of it. */
  readonly proposals: Proposals
  /** The chain over the log; `start` has it sealed while this process runs. */
  readonly chain: WatchedChain
  /**
   * What contradicts itself or the log, a sentence each; with a file of heads that were kept outside, also
   * where the log no longer goes through them; with `files` also where a file’s content is not what it was.
   */
  verify(options?: { headFile?: string; files?: boolean; progress?: CheckProgress }): Promise<string[]>
  /** Which sealed secrets do not open with the key of this installation. */
  lockedSecrets(): Promise<string[]>
  /** Makes ready what is asked first, so that nobody who comes early waits for it. */
  warmUp(): Promise<void>
  /**
   * Ends in order what is under way. A database that does not answer, or work that does not come to its next
   * step within eight seconds, is left: it goes on at the next start.
   */
  close(): Promise<void>
}

/**
 * Opens an installation: brings its database up to date, and puts in what a new one begins with. Throws
 * StartFailure.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  let engine: Engine | undefined
  const database = openDatabase({
    url: options.databaseUrl,
    ...(options.schema === undefined ? {} : { schema: options.schema }),
    ...(options.connections === undefined ? {} : { connections: options.connections }),
    ...(options.slowMilliseconds === undefined ? {} : { slowMilliseconds: options.slowMilliseconds }),
    onSlow(...slow) {
      engine?.slow.plan()
      options.onSlow?.(...slow)
    },
  })
  try {
    return (engine = await assemble(options, database))
  } catch (error) {
    await database.close()
    throw error
  }
}

async function assemble(options: EngineOptions, database: Database): Promise<Engine> {
  const declared = {
    objects: [...systemObjects, ...options.modules.flatMap((module) => module.objects)],
    extensions: options.modules.flatMap((module) => module.extensions ?? []),
  }
  await bringUpToDate(options, database, declared)
  const live = await openModel(database, declared)
  await beginWith(database, live.model())
  const seals = sealing(options)
  const settings = openSettings(database, settingsOf(options), seals, (actor, key, value) =>
    writeSetting(records, actor, key, value),
  )
  const { log = () => {} } = options
  const [reads, slow] = [openReads(database, log), sharedSlow(database, log)]
  const access = accessControl({ database, model: live.model, group: () => settings.group(), reads })
  const jobs = openJobs({ database, model: live.model, access, log })
  const actions = actionRegistry(
    options.modules.flatMap((module) => module.actions ?? []),
    options.modules.flatMap((module) => module.guards ?? []),
  )
  const records = openDoor({ database, model: live.model, actions, access, jobs, settings }, options.modules)
  await seedRecords({ database, records, access }, options.modules)
  const mail = openMail({ database, jobs, settings, ...outside(options) })
  const accounts = openAccounts({
    ...{ database, access, jobs, mail, settings, sealing: seals },
    createAdministrator: (tx, user) => createAdministrator(records, access, tx, user),
    makeUser: (tx, user) => createVouchedUser(records, access, tx, user),
  })
  const undo = openUndos({ records, jobs, actions, model: live.model })
  const catalogParts = { database, live, declared, records, jobs }
  const catalog = openCatalog(catalogParts)
  await bringRecords(catalogParts, access)
  const work = { database, model: live.model, records, jobs }
  const files = openFiles({ ...work, actions, settings, ...placeOfFiles(options) })
  const rights = openAccess({ database, model: live.model, records, access, settings, mail, log })
  const chain = openWatchedChain({ ...work, settings, mail, headFolder: options.headFolder, log })
  const back = lookingBack({ database, model: live.model, records, reads, actions })
  const told = openLive({ database, model: live.model, log })
  remindOverdue({ ...work, access, settings, mail })
  return {
    ...{ options, database, model: live.model },
    ...{ catalog, access, accounts },
    ...{ ...rights, reads, slow, settings, mail, actions, records },
    backups: backupsOf(options, { database, jobs, access, settings, mail, records }),
    bulk: openBulkChanges({ records, jobs, actions }),
    undo,
    ...back,
    jobs,
    imports: openImports({ ...work, access, undo, scanner: files.scanner, dataFolder: options.dataFolder }),
    exports: openExports({ database, model: live.model, dataFolder: options.dataFolder }),
    ...openTwins({ ...work, access, settings, actions }),
    questions: openQuestions({ ...work, access, settings, mail, shares: rights.shares }),
    facts: factsOf(options, { ...work, access, settings, mail }),
    live: told,
    personal: personalOf(options, { ...work, kept: live.kept, access, actions }),
    ...{ files, chain },
    outside: openOutside({ ...work, access, settings, mail, files }),
    proposals: openProposals({ ...work, access, actions, mail, settings, log }),
    warmUp: () => warmUp({ access, model: live.model, records, history: back.history }),
    verify: verifier(options, database, live, access),
    lockedSecrets: () => lockedSecrets(database, settings, seals),
    close: async () => {
      database.ending()
      await Promise.all([jobs, chain, rights.rightUse, reads, slow].map((part) => part.stop()))
      await told.close()
      mail.close()
      await database.close()
    },
  }
}

function personalOf(
  options: EngineOptions,
  needs: Pick<PersonalParts, 'database' | 'model' | 'kept' | 'records' | 'jobs' | 'access' | 'actions'>,
): Personal {
  const { dataFolder, filesUrl, erasureFolder = dataFolder } = options
  const people = options.modules.flatMap((module) => module.people ?? [])
  const store = openContent(dataFolder, filesUrl)
  return openPersonal({ ...needs, store, dataFolder, people, listFolder: erasureFolder })
}

type BackupNeeds = Pick<Engine, 'database' | 'jobs' | 'access' | 'settings' | 'mail' | 'records'>

/** A trial is proved as `kontor verify` proves it: by an engine of its own on what was restored. */
function backupsOf(options: EngineOptions, needs: BackupNeeds): Backups {
  const { database, jobs, access, settings } = needs
  const { dataFolder, filesUrl, backupTo, backupSecret = async () => undefined } = options
  const proof = async (place: { database: Database; dataFolder: string }): Promise<string[]> => {
    const { headFolder: _h, filesUrl: _f, backupTo: _b, progress: _p, smtpUrl: _s, ...kept } = options
    const there = { schema: place.database.schema, dataFolder: place.dataFolder, connections: 3 }
    const engine = await createEngine({ ...kept, ...there })
    try {
      return await engine.verify()
    } finally {
      await engine.close()
    }
  }
  return openBackups({
    ...{ jobs, access, settings, proof, to: backupTo, secret: backupSecret },
    place: { database, dataFolder, ...(filesUrl === undefined ? {} : { filesUrl }) },
    telling: (alarms) => tellAdministrators(needs, alarms),
  })
}

/** A source has as long as people wait for a page. */
function factsOf(options: EngineOptions, needs: FactsNeeds): Facts {
  const patienceMilliseconds = options.sourcePatience ?? 10_000
  const mayAskOwnNetwork = options.forbidsOwnNetwork !== true
  const sources = factSourcesOf(options.modules)
  return openFacts({ ...needs, sources, patienceMilliseconds, mayAskOwnNetwork })
}

function lookingBack(
  parts: Parameters<typeof openRestores>[0] & Parameters<typeof openHistory>[0],
): Pick<Engine, 'history' | 'restores'> {
  return { history: openHistory(parts), restores: openRestores(parts) }
}

function verifier(
  { dataFolder, filesUrl, erasureFolder = dataFolder }: EngineOptions,
  database: Database,
  { model, kept }: LiveModel,
  access: AccessControl,
): Engine['verify'] {
  const contents = openContent(dataFolder, filesUrl)
  return async ({ headFile, files, progress } = {}) => {
    const actor = await access.systemActor('verify')
    // The one is work of this process for the most part, and the other of the database.
    const checked = await Promise.all([
      verify(database, model(), kept(), actor),
      checkAgainstLog(database, kept(), progress),
    ])
    return [
      ...checked.flat(),
      ...(headFile === undefined ? [] : await checkHeads(database, headFile)),
      ...(await checkList(erasureFolder)),
      ...(files ? await checkContents(database, model(), contents, progress) : []),
    ]
  }
}

/** All that can be decided once for the whole group. */
function settingsOf(options: EngineOptions) {
  const { modules } = options
  const own = modules.flatMap((module) => module.settings ?? [])
  const sources = factSourcesOf(options.modules).flatMap(sourceSettings)
  return [
    ...groupSettings,
    ...outsideSettings,
    ...scanSettings,
    ...backupSettings,
    ...matchSettings,
    ...sources,
    ...own,
  ]
}

/** Where files lie, and what looks through them. */
function placeOfFiles({ dataFolder, filesUrl, clamd, scannerPatience }: EngineOptions) {
  return {
    dataFolder,
    ...(filesUrl === undefined ? {} : { url: filesUrl }),
    ...(clamd === undefined ? {} : { clamd }),
    ...(scannerPatience === undefined ? {} : { scannerPatience }),
  }
}

/** How the world outside is reached, and reaches this installation. */
function outside({ smtpUrl, origin, listensAt }: EngineOptions) {
  return { smtpUrl, origin: origin ?? listensAt ?? 'http://localhost:4000' }
}

/** What is done with rights themselves. */
function openAccess(parts: {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly records: Records
  readonly access: AccessControl
  readonly settings: Settings
  readonly mail: Mail
  readonly log: EngineOptions['log']
}): Pick<Engine, 'rights' | 'shares' | 'rightUse'> {
  return {
    rights: openRights(parts),
    shares: openShares(parts),
    rightUse: openRightUse(parts.database, parts.log ?? (() => {})),
  }
}

async function bringUpToDate(
  options: EngineOptions,
  database: Database,
  declared: Parameters<typeof createDeclaredTables>[1],
): Promise<void> {
  const migrations = options.migrations ?? (await readMigrations())
  if (!options.declaredTables) return migrate(database, migrations, options.progress)
  // Tables of the engine itself; those of the objects are made from their declarations.
  const own = migrations.filter(({ name }) => name.startsWith('engine'))
  await migrate(database, own, options.progress)
  await createDeclaredTables(database, declared)
}
