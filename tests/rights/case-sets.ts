import * as about from './cases/about.ts'
import * as again from './cases/again.ts'
import { asking } from './cases/asking.ts'
import * as back from './cases/back.ts'
import * as eyes from './cases/eyes.ts'
import { facts } from './cases/facts.ts'
import * as finding from './cases/finding.ts'
import * as into from './cases/in.ts'
import { log } from './cases/log.ts'
import * as many from './cases/many.ts'
import { mentions } from './cases/mentions.ts'
import * as out from './cases/out.ts'
import { pairs } from './cases/pairs.ts'
import * as past from './cases/past.ts'
import { proposals } from './cases/proposals.ts'
import * as reading from './cases/reading.ts'
import { merging } from './cases/merging.ts'
import { shares } from './cases/shares.ts'
import { roles } from './cases/roles.ts'
import { seenWith } from './cases/seen-with.ts'
import * as writing from './cases/writing.ts'
import type { Scene } from './scene.ts'

/**
 * The generated cases of each path by which data may be reached, in the order in which they are run: what
 * changes the world comes last.
 */
export const caseSets = {
  list: reading.list,
  card: reading.card,
  filter: finding.filter,
  reference: finding.reference,
  join: finding.joined,
  sort: finding.sort,
  count: finding.count,
  print: finding.print,
  search: finding.search,
  autocomplete: finding.autocomplete,
  group: many.group,
  aggregate: many.aggregate,
  formula: many.formula,
  history: back.history,
  timeline: back.timeline,
  asOf: back.asOf,
  listAsOf: back.listAsOf,
  difference: past.difference,
  listDifference: past.listDifference,
  log,
  csvCopied: out.csvCopied,
  csvWritten: out.csvWritten,
  xlsx: out.xlsx,
  countedFile: out.countedFile,
  fileAsOf: past.fileAsOf,
  keptExport: out.keptExport,
  historyFile: out.historyFile,
  download: out.download,
  duplicates: into.duplicates,
  pairs,
  asking,
  merging,
  change: writing.change,
  create: writing.create,
  roles,
  action: writing.act,
  impact: writing.impact,
  unmet: writing.unmet,
  errorText: writing.errorText,
  shares,
  bulkDryRun: many.bulkTried,
  facts,
  described: about.described,
  menu: about.menu,
  explained: about.explained,
  others: about.others,
  session: eyes.session,
  apiKey: eyes.apiKey,
  seeAs: eyes.seeAs,
  readers: eyes.readers,
  bin: past.bin,
  import: into.imported,
  bulkRun: many.bulkRun,
  replay: again.replay,
  undo: again.undo,
  keptByUndo: again.keptByUndo,
  proposals,
  mentions,
  live: about.live,
  seenWith,
} as const satisfies Readonly<Record<string, (scene: Scene) => Promise<void>>>

export type CaseSet = keyof typeof caseSets
