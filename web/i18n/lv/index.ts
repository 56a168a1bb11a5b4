/**
 * The parts that every page needs, under the names of their files: kit.json holds `kit.…`. Those that are
 * left out come with the pages that speak them (texts.ts).
 */
const parts = import.meta.glob<object>(
  [
    './*.json',
    '!./{account,duplicates,entry,facts,gate,history,import,outside,rights,security,settings,sharing}.json',
  ],
  {
    eager: true,
    import: 'default',
  },
)

export default Object.fromEntries(
  Object.entries(parts).map(([file, texts]) => [file.slice(2, -'.json'.length), texts]),
)
