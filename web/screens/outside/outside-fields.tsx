import type { ApiProblem } from '../../api/problem.ts'
import { Asked } from './outside-asked.tsx'
import type { OutsideField, OutsideLine } from './outside-form.ts'
import { OutsideLines } from './outside-lines.tsx'

interface OutsideFieldsProps {
  fields: readonly OutsideField[]
  values: Readonly<Record<string, unknown>>
  fault: ApiProblem | null
  onChange: (field: OutsideField, value: unknown) => void
}

/** What is asked for, one under the other; lines, such as addresses, stand as a group. */
export function OutsideFields({ fields, values, fault, onChange }: OutsideFieldsProps) {
  return (
    <div className="col g12">
      {fields.map((field) =>
        field.fields ? (
          <OutsideLines
            key={field.name}
            field={field}
            fields={field.fields}
            lines={(values[field.name] ?? []) as readonly OutsideLine[]}
            fault={fault}
            onChange={(lines) => onChange(field, lines)}
          />
        ) : (
          <Asked
            key={field.name}
            field={field}
            values={values}
            message={fault?.at(field.name)}
            onChange={(value) => onChange(field, value)}
          />
        ),
      )}
    </div>
  )
}
