import { useTranslation } from 'react-i18next'
import type { ApiProblem } from '../../api/problem.ts'
import { Button } from '../../ui/button.tsx'
import { Asked } from './outside-asked.tsx'
import type { OutsideField, OutsideLine } from './outside-form.ts'

interface OutsideLinesProps {
  field: OutsideField
  fields: readonly OutsideField[]
  lines: readonly OutsideLine[]
  fault: ApiProblem | null
  onChange: (lines: OutsideLine[]) => void
}

/** Several of a kind, such as addresses: filled in, taken out, or put back while it is not sent. */
export function OutsideLines({ field, fields, lines, fault, onChange }: OutsideLinesProps) {
  const { t } = useTranslation()
  // Where there is none yet, an empty one stands ready.
  const shown = lines.length === 0 ? [{}] : lines
  const replace = (at: number, line: OutsideLine | null) =>
    onChange(shown.flatMap((one, index): OutsideLine[] => (index === at ? (line ? [line] : []) : [one])))
  const message = fault?.at(field.name)
  return (
    <fieldset className="outside-group">
      <legend>
        {field.label}
        {field.required && <span className="bad"> *</span>}
      </legend>
      <div className="col g12">
        {shown.map((line, at) =>
          line.gone ? (
            <div key={line.line ?? at} className="row g8 outside-gone">
              <span className="grow t3">{t('outside.lineGone', { number: at + 1 })}</span>
              <Button size="small" onClick={() => replace(at, putBack(line))}>
                {t('outside.putBack')}
              </Button>
            </div>
          ) : (
            <div key={line.line ?? at} className="col g12 outside-line" role="group">
              {fields.map((one) => (
                <Asked
                  key={one.name}
                  field={one}
                  values={line}
                  message={fault?.at(`${field.name}[${at}].${one.name}`)}
                  onChange={(value) => replace(at, { ...line, [one.name]: value })}
                />
              ))}
              {(lines.length > 1 || line.line !== undefined) && (
                <Button
                  size="small"
                  aria-label={t('outside.takeOutLine', { label: field.label, number: at + 1 })}
                  onClick={() =>
                    // What stood there before is said to be gone; what was added here just is not there.
                    replace(at, isOurs(line) ? { ...line, gone: true } : null)
                  }
                >
                  {t('outside.takeOut')}
                </Button>
              )}
            </div>
          ),
        )}
      </div>
      {message && <p className="bad s">{message}</p>}
      <Button size="small" onClick={() => onChange([...shown, {}])}>
        {t('outside.addLine', { label: field.label })}
      </Button>
    </fieldset>
  )
}

function putBack({ gone: _gone, ...line }: OutsideLine): OutsideLine {
  return line
}

/** Lines that were added in the form are called by a name that begins so. */
function isOurs({ line }: OutsideLine): boolean {
  return line !== undefined && !line.startsWith('n')
}
