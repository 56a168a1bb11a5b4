/** The parts of this language under the names of their files: kit.json holds `kit.…`. */
const parts = import.meta.glob<object>('./*.json', { eager: true, import: 'default' })

export default Object.fromEntries(
  Object.entries(parts).map(([file, texts]) => [file.slice(2, -'.json'.length), texts]),
)
