/** A key in camel case of the Latin letters of a label; empty where it has none to begin with. */
export function keyOfLabel(label: string): string {
  const words =
    label
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .match(/[A-Za-z0-9]+/g) ?? []
  const joined = words
    .map((word, at) =>
      at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('')
  return /^[a-z]/.test(joined) ? joined.slice(0, 40) : ''
}
