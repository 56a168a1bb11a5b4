/**
 * How one kind of number of one country is written and proved. The pattern and the check take the number in
 * capitals, without signs and without the prefix.
 */
export type NumberRule = {
  /** Names by which the kind may be asked for: `vat`, and what people call it at home (`pvn`). */
  readonly types: readonly string[]
  /** What the number may stand for when nobody says which kind it is. */
  readonly serves: readonly ('tax' | 'company')[]
  /** What custom puts before the number and the normalised form keeps: LV40003009497. */
  readonly prefix?: string
  /** What else may stand before or behind the number and is left out: CHE… MWST, NO… MVA. */
  readonly affixes?: RegExp
  readonly pattern: RegExp
  /**
   * How it is written with its signs where several kinds have as many digits: written so it is this kind
   * and no other, and without signs it is told from the others only where it is right as one alone.
   */
  readonly written?: RegExp
  /** The check digit and other inner rules; without it only the format can be proved. */
  readonly proves?: (number: string) => boolean
  /** Name of the check in the library `stdnum` that proves it, where no rule of our own does. */
  readonly library?: string
  /** The form to keep, where it is not the number as typed. */
  readonly normalize?: (number: string) => string
  readonly format: string
  readonly example: string
}

/** The rules of the countries, by ISO 3166 code. */
export type NumberRules = Readonly<Record<string, readonly NumberRule[]>>
