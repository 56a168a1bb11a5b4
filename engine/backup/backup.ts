import type { Database } from '../database/database.ts'
import type { ListedPart } from './parts.ts'

/** Where the data of an installation lie. */
export type BackupPlace = {
  readonly database: Database
  readonly dataFolder: string
  readonly filesUrl?: string
}

export type BackupOptions = {
  /** 64 hexadecimal digits, or a pass phrase; without it the backup is not encrypted. */
  readonly secret?: string
  /** Hears how far it is; the work goes on when it has heard. */
  readonly progress?: (step: BackupStep) => void | Promise<void>
  readonly signal?: AbortSignal
}

/** What is being worked on: a table or the files, and how many bytes there have been until now. */
export type BackupStep = { readonly name: string; readonly bytes: number }

export type BackupReport = {
  readonly tables: number
  readonly rows: number
  readonly files: number
  /** Hashes of files of which the content is not there, or is not what it was. */
  readonly lost: readonly string[]
  /** Views and the like, which Kontor did not make and does not keep. */
  readonly leftOut: readonly string[]
}

/** What a backup says of where it comes from. */
export type About = {
  readonly made: string
  readonly postgres: string
  readonly schema: string
  readonly migrations: readonly { readonly number: number; readonly name: string; readonly hash: string }[]
}

/** What the last part of a backup says of the others. */
export type Manifest = Pick<BackupReport, 'lost' | 'leftOut'> & { readonly parts: readonly ListedPart[] }
