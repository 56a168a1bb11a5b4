import { nameOfCode } from '../../format/code-names.ts'
import { langOfText } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'

/** A city with its country before it. */
export function PlaceCell({ country, place }: { country: unknown; place: unknown }) {
  const language = useLanguage()
  const land = typeof country === 'string' ? country : ''
  const city = typeof place === 'string' ? place : ''
  if (city === '' && land === '') return <span className="t3">–</span>
  return (
    <span className="row g6 cut">
      {land !== '' && (
        <span className="t3 s place-land" title={nameOfCode('country', land, language)}>
          {land}
        </span>
      )}
      <span className="cut" lang={langOfText(city)}>
        {city}
      </span>
    </span>
  )
}
