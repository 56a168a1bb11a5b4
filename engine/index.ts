/** The engine's face: what every object can do, and the words in which modules say what theirs do. */
export { healthOf, type Health } from './health.ts'
export { createEngine, type Engine, type EngineOptions } from './engine.ts'
export type { Module, PeopleDeclaration, SeedDeclaration, SettingDeclaration } from './module.ts'
export type { Tx } from './actions/tx.ts'
export {
  action,
  asWarning,
  guard,
  type Action,
  type AnyAction,
  type AnyGuard,
  type Guard,
} from './actions/action.ts'
export {
  fieldErrors,
  notFound,
  Problem,
  Refusal,
  refusals,
  spoken,
  type FieldError,
  type Warning,
} from './errors.ts'
export { PerhapsDone } from './database/perhaps-done.ts'
export { calledDay } from './said/called.ts'
export { sayer, words, type Said, type Sentence } from './said/sayer.ts'
export type { Actor } from './access/actor.ts'
export { administratorsUser, moreRights } from './records/write/check-kept-users.ts'
export { knownObjects } from './access/known-objects.ts'
export type { UndoResult } from './audit/undo.ts'
export { mayOpen } from './access/may-open.ts'
export { settingsGrant, settingsPageNames, type SettingsPage } from './access/settings-pages.ts'
export { menuEntries, menuPages, type MenuPage } from './access/menu-entries.ts'
export { rightsToReview, type ReviewedRight } from './access/review-rights.ts'
export { decideRights, type DecidedKind, type RightDecision } from './access/decide-rights.ts'
export type { SharedRecord } from './access/shared-with.ts'
export type { AccessControl, Identity } from './access/access-control.ts'
export type { ResolvedField, ResolvedModel, ResolvedObject } from './catalog/resolved-model.ts'
export type { Connection, Database, Transaction } from './database/database.ts'
export { describeDealings } from './dealings/describe-dealings.ts'
export { id, join, raw, sql, type Sql } from './database/sql.ts'
export {
  asAnswered,
  claimOnce,
  keepOnce,
  once,
  type Answer,
  type KnownAnswer,
  type OnceRequest,
} from './records/write/idempotency.ts'
export type { WriteOptions } from './records/write/door.ts'
export { everyPost, postNames } from './system/post-names.ts'
export { systemObjects } from './system/system-objects.ts'
export { user } from './system/user.ts'
export { describeField, describeModel, describeObject } from './catalog/describe-model.ts'
export { mostFileBytes } from './files/receive-content.ts'
export { headFileName } from './seal/head-file.ts'
export type { Scope } from './access/narrow-access.ts'
export type { Authenticated } from './accounts/authentication.ts'
export type { Entered } from './accounts/entrance.ts'
export { proofMinutes } from './accounts/proof-of-presence.ts'
export { proofNeeded } from './access/ask-presence.ts'
export type { Holder } from './accounts/second-factors.ts'
export type { Mail } from './mail/mail.ts'
export {
  PartAway,
  Unreachable,
  type Answer as FactAnswer,
  type Call as FactCall,
  type FactSource,
} from './facts/fact-source.ts'
export type { Facts } from './facts/open-facts.ts'
export type { Files, KeptFile } from './files/files.ts'
export type { LiveEvent } from './live/live-event.ts'
export { addableTypes } from './catalog/read-field.ts'
export type { Catalog } from './catalog/catalog.ts'
export { inputField } from './actions/run-action.ts'
export { describeRules } from './actions/describe-rules.ts'
export { mostGrants, type EditedGrant, type GrantHolder } from './access/edit-grants.ts'
export type { Rights } from './access/rights.ts'
export { explainRight, type Explanation } from './access/explain.ts'
export { readersOf } from './access/readers-of.ts'
export { evaluateWithRates } from './query/evaluate-with-rates.ts'
export type { BackupOptions, BackupPlace, BackupReport, BackupStep } from './backup/backup.ts'
export { readProposalDecision } from './proposals/read-decision.ts'
export { alarmCodes } from './backup/backup-runs.ts'
export { workersOf } from './jobs/workers-of.ts'
export { readBackup, type CheckedBackup } from './backup/read-backup.ts'
export { restoreBackup } from './backup/restore-backup.ts'
export { writeBackup } from './backup/write-backup.ts'
export { openDatabase } from './database/database.ts'
export { onBehalf, type OnBehalf } from './database/on-behalf.ts'
export { Asker, whileWanted } from './database/wanted.ts'
export { readDecision, readMentions, readMode, readReason, readRecords } from './personal/read-wishes.ts'
export { reportDocument } from './personal/report-document.ts'
export { isMatchCode, type Duplicates, type PairDecision } from './duplicates/open-duplicates.ts'
export { readKeeperAnswer, readKeeperAsk, type Questions } from './questions/open-questions.ts'
export type { PairQuery } from './duplicates/list-pairs.ts'
export { readChoices } from './merge/open-merges.ts'
export { readList, type ListedErasure } from './personal/erasure-list.ts'
export type { Replayed } from './personal/replay-erasures.ts'
export { readMigrations, type MigrationStep } from './schema/migrate.ts'
export { askFaults } from './outside/ask-faults.ts'
export { lineKey, linesOf, type LineAnswer } from './outside/line-key.ts'
export type { Bearer, Outside } from './outside/open-outside.ts'
export { inputWithChoices, knownChoices, type KnowsField } from './catalog/field-choices.ts'
export { inspectTable, readTable } from './table-files/index.ts'
