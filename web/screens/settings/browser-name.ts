/** The browser by its name, where its words about itself say it. */
export function browserName(agent: string | null): string {
  const [found] = /Edg|OPR|Firefox|Chrome|Safari|curl/.exec(agent ?? '') ?? []
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera' }
  const system = /Windows|Android|iPhone|iPad|Mac OS|Linux/.exec(agent ?? '')?.[0]
  return [found ? (names[found] ?? found) : (agent ?? '–'), system].filter(Boolean).join(', ')
}
