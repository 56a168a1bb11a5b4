import type { CalledDeclaration, Field, Labels, Language } from './declaration.ts'

type Labelled = {
  readonly label: string
  readonly labels?:
    | Labels
    | { readonly [L in Exclude<Language, 'en'>]?: readonly [singular: string, plural: string] }
}

/**
 * The word people see for a field, an object (singular), an action or a choice; English where the language
 * has none.
 */
export function labelOf(thing: Labelled, language: Language): string {
  if (language === 'en') return thing.label
  const other = thing.labels?.[language]
  return (typeof other === 'string' ? other : other?.[0]) ?? thing.label
}

/** The words by which a field is called on a face, of a record with these plain values. */
export function calledOn(
  field: Field,
  face: string,
  values: Readonly<Record<string, unknown>>,
): { readonly label: string; readonly labels?: Labels } {
  const fits = ({ on, when }: CalledDeclaration) =>
    on === face ||
    (when !== undefined && Object.entries(when).every(([name, value]) => values[name] === value))
  return field.called?.find(fits) ?? field
}

/** What explains a field to who fills it in, or null; English where the language has none. */
export function helpOf(
  { help, helps }: { readonly help?: string; readonly helps?: Labels },
  language: Language,
): string | null {
  if (help === undefined) return null
  return language === 'en' ? help : (helps?.[language] ?? help)
}

/** The plural word for an object. */
export function pluralOf(object: Labelled & { readonly plural: string }, language: Language): string {
  if (language === 'en') return object.plural
  const other = object.labels?.[language]
  return (typeof other === 'string' ? undefined : other?.[1]) ?? object.plural
}

/** The heading of a section of a card. */
export function sectionLabelOf(
  section: { readonly section: string; readonly labels?: Labels },
  language: Language,
): string {
  return labelOf({ label: section.section, ...(section.labels ? { labels: section.labels } : {}) }, language)
}
