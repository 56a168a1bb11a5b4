import { action } from '#engine'
import { activity } from './activity.ts'
import { said } from './said.ts'

/** Says that a task is done; it then leaves the lists of what waits. */
export const completeActivity = action(activity, {
  name: 'complete',
  label: 'Done',
  labels: { lv: 'Paveikts', ka: 'შესრულდა', zh: '完成', ru: 'Готово' },
  icon: 'check',
  when: { done: false },
  whenNot: said('This is done already.'),
  run: ({ record, tx }) => tx.update(activity, record.id, { done: true }),
})
