import { fieldOf, objectNamed, useModel } from '../../api/model.ts'
import { ShowValue } from '../../fields/show-value.tsx'
import { useValueContext } from '../../fields/use-value-context.ts'
import type { Proposal } from './proposal.ts'

/** What the criterion looked at, with what the record holds of it: “Last contact: 12 Mar 2025”. */
export function FactsOf({ proposal: { object: name, record, facts } }: { proposal: Proposal }) {
  const model = useModel()
  const context = useValueContext()
  const object = objectNamed(model, name)
  return (
    <span className="facts-of">
      {Object.entries(facts).map(([key, value]) => {
        const field = object && fieldOf(object, key)
        return field ? (
          <span key={key}>
            <span className="t3">{field.label}:</span>{' '}
            <ShowValue
              {...{ field, value, model, context }}
              record={{ id: record, ...facts }}
              // A country by itself says more by its name than by its two letters.
              cell={field.control.show !== 'code'}
            />
          </span>
        ) : null
      })}
    </span>
  )
}
