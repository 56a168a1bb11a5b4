/** Characters that mean something in XML, or that it does not have: controls, halves of pairs, two nones. */
const special = /[&<>_\p{Cc}\p{Cs}\ufffe\uffff]/u
const unsaid = /[[\p{Cc}\p{Cs}\ufffe\uffff]--[\t\n]]/gv

/** The text of a cell as XML; what XML does not have is written as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function escapeCell(text: string): string {
  if (!special.test(text)) return text
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(unsaid, (character) => `_x${hexadecimal(character)}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function hexadecimal(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
}
