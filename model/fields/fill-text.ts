/** A text with its {places} filled, or undefined where one has nothing to fill it. */
export function fillText(
  text: string,
  params: Readonly<Record<string, string | number>>,
): string | undefined {
  const places = text.match(/\{\w+\}/g) ?? []
  if (places.some((place) => !Object.hasOwn(params, place.slice(1, -1)))) return undefined
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]))
}
