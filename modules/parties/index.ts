import type { Module } from '#engine'
import { activity } from './activity.ts'
import { askActions, requestActions } from './ask-data.ts'
import { category } from './category.ts'
import { cancelStatusChange, statusActions } from './change-status.ts'
import { completeActivity } from './complete-activity.ts'
import { contact } from './contact.ts'
import { customer } from './customer.ts'
import { intakeActions } from './intake.ts'
import { intakeSettings } from './intake-settings.ts'
import { dataRequest, dataRequestFile, dataRequestMessage } from './data-request.ts'
import { contactLink, supplierLink } from './links.ts'
import {
  companyTerms,
  partyAddress,
  partyBankAccount,
  partyEmail,
  partyIdentifier,
  partyPhone,
} from './party-lines.ts'
import { partyFile } from './party-file.ts'
import { peopleAmongParties } from './people.ts'
import { party } from './party.ts'
import { partyOfUser } from './party-of-user.ts'
import { statusChange } from './status-change.ts'
import { startingReasons, statusReason } from './status-reason.ts'
import { geocoder } from './sources/geocoder.ts'
import { gleif } from './sources/gleif.ts'
import { register } from './sources/register.ts'
import { vatRegister } from './sources/vat-register.ts'
import { supplier } from './supplier.ts'
import { unlinkActions } from './unlink.ts'

export { activity, category, contact, contactLink, customer, party, partyFile, supplier, supplierLink }

/** Who we trade with: partners in their roles, how they hang together, and what was talked and agreed. */
export const parties: Module = {
  name: 'parties',
  objects: [
    category,
    party,
    partyAddress,
    partyPhone,
    partyEmail,
    partyBankAccount,
    partyIdentifier,
    companyTerms,
    customer,
    supplier,
    contact,
    contactLink,
    supplierLink,
    activity,
    partyFile,
    statusReason,
    statusChange,
    dataRequest,
    dataRequestFile,
    dataRequestMessage,
  ],
  extensions: [partyOfUser],
  actions: [
    ...askActions,
    ...requestActions,
    ...intakeActions,
    ...statusActions,
    cancelStatusChange,
    completeActivity,
    ...unlinkActions,
  ],
  guards: [],
  seeds: [startingReasons],
  factSources: [vatRegister, gleif, register, geocoder],
  settings: intakeSettings,
  people: [peopleAmongParties],
}
