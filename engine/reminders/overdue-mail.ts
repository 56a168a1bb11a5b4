import { labelOf } from '#model'
import type { Actor } from '../access/actor.ts'
import type { MailWords } from '../mail/mail.ts'
import { calledDay } from '../said/called.ts'
import { said } from '../said/said.ts'
import { gone } from './office.ts'
import type { ReminderParts } from './remind-overdue.ts'

export const overdueMail = 'overdue'

type Late = { readonly title: string; readonly object: string; readonly due: string }

const most = 20

/**
 * The mail that tells somebody what of theirs is overdue: only what they may see when it goes out, and what
 * did not go on meanwhile. Where nothing is left of it, there is no mail.
 */
export function declareOverdueMail(parts: ReminderParts): void {
  parts.mail.declare({
    name: overdueMail,
    async compose(payload) {
      const records = payload['records'] as Readonly<Record<string, readonly string[]>>
      const user = String(payload['user'])
      // Whoever left since is told nothing; what was theirs is told to whom it went.
      const actor = await parts.access
        .actorFor({ user, source: 'job', request: 'remind overdue' })
        .catch(gone)
      if (!actor) return null
      const late: Late[] = []
      let count = 0
      let page = '/'
      for (const [name, ids] of Object.entries(records)) {
        const found = await overdueOf(parts, actor, name, ids)
        late.push(...found.late)
        count += found.count
        page = parts.model().objects.get(name)?.declaration.reminds?.page ?? page
      }
      return count === 0 ? null : wordsOf(parts, late, count, page)
    },
  })
}

function wordsOf({ mail }: ReminderParts, late: readonly Late[], count: number, page: string): MailWords {
  const shown = late.toSorted((one, other) => (one.due < other.due ? -1 : 1)).slice(0, most)
  return {
    subject: said('Overdue and waiting for you: {count}', { count }),
    paragraphs: [
      said('This waits for you and is overdue.'),
      ...shown.map(({ title, object, due }) =>
        said('{title} ({object}), since {day}', { title, object, day: calledDay(due) }),
      ),
      ...(count > shown.length ? [said('… and {more} more', { more: count - shown.length })] : []),
    ],
    link: { label: said('Open it in Kontor'), href: mail.address(page) },
  }
}

async function overdueOf(
  { model, records }: ReminderParts,
  actor: Actor,
  name: string,
  ids: readonly string[],
): Promise<{ late: Late[]; count: number }> {
  const object = model().objects.get(name)
  const reminds = object?.declaration.reminds
  const access = actor.access.object(name)
  const asked = [object?.title ?? '', String(reminds?.due)]
  if (!object || !reminds || asked.some((field) => access?.see(field) === undefined))
    return { late: [], count: 0 }
  const late: Late[] = []
  for (let at = 0; at < ids.length; at += 500) {
    const where = { all: [{ id: { in: ids.slice(at, at + 500) } }, { [reminds.due]: { below: '$today' } }] }
    const { items } = JSON.parse(await records.list(actor, name, { where, fields: asked, limit: 500 })) as {
      items: Record<string, unknown>[]
    }
    for (const item of items)
      late.push({
        title: String(item[object.title] ?? '–'),
        object: labelOf(object.declaration, actor.language),
        due: String(item[String(reminds.due)]),
      })
  }
  return { late, count: late.length }
}
