/** camelCase to snake_case, as tables and columns are named; digits stay with the word before them. */
export function snakeCase(name: string): string {
  return words(name).join('_')
}

/** camelCase, snake_case or words to kebab-case, as paths of the API and files are named. */
export function kebabCase(name: string): string {
  return words(name).join('-')
}

/** Words, kebab-case or snake_case to camelCase, as fields and objects are named in JSON. */
export function camelCase(name: string): string {
  return words(name)
    .map((word, at) => (at === 0 ? word : capital(word)))
    .join('')
}

/** "inProgress" to "In progress": a label for a name that has none. */
export function sentenceCase(name: string): string {
  return capital(words(name).join(' '))
}

/** The path of an object's API: its own, or the plural in kebab-case ("Party links" → "party-links"). */
export function pathOf(object: {
  readonly path?: string
  readonly plural: string
  readonly name: string
}): string {
  return object.path ?? (kebabCase(object.plural) || kebabCase(object.name))
}

/** Names that users add begin with this, so that no later built-in name can ever collide with them. */
export const customPrefix = 'x_'

/** "dailyRate" or "Daily rate" to "x_dailyRate"; a name that has the prefix stays. */
export function customName(name: string): string {
  return name.startsWith(customPrefix) ? name : customPrefix + camelCase(name)
}

/**
 * Whether a name may be one of a field or object that a user adds: letters and digits of ASCII behind the
 * prefix.
 */
export function isCustomName(name: string): boolean {
  return /^x_[a-z][a-zA-Z0-9]{0,39}$/.test(name)
}

function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
