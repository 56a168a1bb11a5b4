/** What a check found, in a sentence; the things themselves stand above it. */
export function foundWords(count: number): string {
  if (count === 0) return 'Everything is as it should be.\n'
  return count === 1 ? 'One thing is not as it should be.\n' : `${count} things are not as they should be.\n`
}
