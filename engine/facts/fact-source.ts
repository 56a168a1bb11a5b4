import type { SettingDeclaration } from '../module.ts'
import type { Sentence } from '../said/sayer.ts'
import type { Asked } from './asked-of.ts'

/** What a source says of the values that it was asked about. */
export type Answer = {
  /** `unknown`: it cannot tell, which speaks neither for nor against what was entered. */
  readonly result: 'valid' | 'invalid' | 'unknown'
  readonly reason?: AnswerReason
  /** By what the answer can be found again at the source: a consultation number, an LEI. */
  readonly reference?: string
  /** What it holds itself, by field of the record, or of the main line where the fact speaks of lines. */
  readonly says?: Readonly<Record<string, string>>
  readonly place?: { readonly latitude: number; readonly longitude: number }
}

/** Why a source says so, as a word of the program; people read a sentence. */
export type AnswerReason = 'notRegistered' | 'notFound' | 'inactive' | 'severalFound' | 'cannotLookUp'

/** How a source is reached: one that does not answer as it should throws Unreachable. */
export type Call = {
  /** Where it is, as the settings say. */
  readonly address: string
  /** A setting of the source by its last name. */
  setting(name: string): Promise<unknown>
  /** A secret of the source, by its last name. */
  secret(name: string): Promise<string | null>
  /** Somebody tries it out, and would like to know what is not as it should be. */
  readonly isTrial: boolean
  /** Asks for JSON; a 404 is an answer. */
  json(url: URL, options?: { post?: unknown; headers?: Readonly<Record<string, string>> }): Promise<Said>
}

export type Said = { readonly status: number; readonly body: unknown }

/** A source outside that can say whether what was entered is so. */
export type FactSource = {
  /** The kind of fact that it gives, as the object declares it. */
  readonly kind: string
  /** Its name, which the fact carries. */
  readonly source: string
  /** Where it is while nobody says otherwise; empty where each firm has its own. */
  readonly address: string
  /** How many requests a minute it is asked for at most, while nobody says otherwise. */
  readonly perMinute: number
  /** For how many days an answer counts, while nobody says otherwise. */
  readonly days: number
  /** Further settings, keyed by their last name. */
  readonly settings?: Readonly<Record<string, Omit<SettingDeclaration, 'key' | 'page'>>>
  /** What is wrong with an address that somebody enters, beyond that it is one. */
  readonly addressFault?: (address: string) => Sentence | null
  /** Whether it can say anything of these values at all. */
  applies(asked: Asked): boolean
  ask(asked: Asked, call: Call): Promise<Answer>
  /** The office behind the source that answers such a question, where each can be away by itself. */
  partOf?(asked: Asked): string | null
  /** What it is asked when somebody tries it out. */
  readonly trial: Asked
}

/** Why there was no answer: the value was not checked, which is nothing against it. */
export type Failure =
  | 'noAnswer'
  | 'tooSlow'
  | 'tooOften'
  | 'notUnderstood'
  | 'notSetUp'
  | 'nothingAt'
  | 'ownNetwork'

export class Unreachable extends Error {
  readonly failure: Failure
  readonly detail: string
  /** When it may be asked again, as it says itself. */
  readonly retryAfterSeconds: number | null

  constructor(failure: Failure, detail = '', retryAfterSeconds: number | null = null) {
    super(detail === '' ? failure : `${failure}: ${detail}`)
    this.name = 'Unreachable'
    this.failure = failure
    this.detail = detail
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The office behind a source that answers such questions is away, and the source itself is there. */
export class PartAway extends Unreachable {
  constructor(detail: string) {
    super('noAnswer', detail)
    this.name = 'PartAway'
  }
}
