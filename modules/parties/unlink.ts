import { day, text } from '#model'
import { action, type AnyAction } from '#engine'
import { contactLink, supplierLink } from './links.ts'
import { said } from './said.ts'

/** Ends a link between partners on a day and says why; it stays in its place, and in the history of both. */
export const unlinkActions: readonly AnyAction[] = [ending(contactLink), ending(supplierLink)]

function ending(link: typeof contactLink | typeof supplierLink): AnyAction {
  // Both have the fields that are written here; which of them it is makes no difference.
  const on = link as typeof supplierLink
  return action(on, {
    name: 'unlink',
    label: 'Unlink…',
    labels: { lv: 'Atsaistīt…', ka: 'კავშირის დასრულება…', zh: '解除关联…', ru: 'Прекратить связь…' },
    icon: 'unlink',
    when: { any: [{ until: { set: false } }, { until: { atLeast: '$today' } }] },
    whenNot: said('This link is over already.'),
    input: {
      why: text({
        label: 'Why it ends',
        labels: { lv: 'Kāpēc beidzas', ka: 'რატომ სრულდება', zh: '结束原因', ru: 'Почему прекращается' },
        required: true,
        max: 300,
      }),
      until: day({
        label: 'Last day',
        labels: { lv: 'Pēdējā diena', ka: 'ბოლო დღე', zh: '最后一天', ru: 'Последний день' },
        help: 'Empty: today.',
        helps: { lv: 'Tukšs: šodien.', ka: 'ცარიელი: დღეს.', zh: '留空：今天。', ru: 'Пусто: сегодня.' },
      }),
    },
    run: ({ record, input, tx }) =>
      tx.update(on, record.id, { until: input.until ?? tx.today, endedBecause: input.why }),
  })
}
