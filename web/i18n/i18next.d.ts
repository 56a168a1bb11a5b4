import 'i18next'
import type account from './en/account.json'
import type card from './en/card.json'
import type duplicates from './en/duplicates.json'
import type entry from './en/entry.json'
import type facts from './en/facts.json'
import type frame from './en/frame.json'
import type gate from './en/gate.json'
import type history from './en/history.json'
import type importTexts from './en/import.json'
import type outside from './en/outside.json'
import type home from './en/home.json'
import type kit from './en/kit.json'
import type list from './en/list.json'
import type rights from './en/rights.json'
import type security from './en/security.json'
import type settings from './en/settings.json'
import type sharing from './en/sharing.json'
import type values from './en/values.json'

// A text that English lacks is an error where it is used. A new part is named here too.
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: {
      translation: {
        account: typeof account
        card: typeof card
        duplicates: typeof duplicates
        entry: typeof entry
        facts: typeof facts
        frame: typeof frame
        gate: typeof gate
        history: typeof history
        import: typeof importTexts
        outside: typeof outside
        home: typeof home
        kit: typeof kit
        list: typeof list
        rights: typeof rights
        security: typeof security
        settings: typeof settings
        sharing: typeof sharing
        values: typeof values
      }
    }
    returnNull: false
  }
}
