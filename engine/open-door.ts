import { grantFaults } from './access/grant-faults.ts'
import { tellOfAddress } from './accounts/tell-of-address.ts'
import { checksOn } from './facts/checks-on.ts'
import type { Module } from './module.ts'
import { peopleOf } from './personal/people.ts'
import { retentionFaults } from './personal/retention-faults.ts'
import { reviewsOn } from './personal/reviews-on.ts'
import { warnOfDuties } from './personal/warn-of-duties.ts'
import { matchRules } from './duplicates/match-settings.ts'
import { warnOfBecoming, warnOfKnown } from './duplicates/warn-of-known.ts'
import { plannedActionJob } from './actions/planned-action-job.ts'
import type { Engine } from './engine.ts'
import { otherRoles } from './dealings/other-roles.ts'
import { criterionFaults } from './proposals/criterion-faults.ts'
import { proposalsOn } from './proposals/proposals-on.ts'
import { questionsOn } from './questions/questions-on.ts'
import { openRecords, type Records } from './records/records.ts'
import { recomputeJob } from './records/write/recompute-job.ts'
import { companyFaults } from './system/company-faults.ts'

/** The door to the records, with the jobs that work behind it. */
export function openDoor(
  parts: Pick<Engine, 'database' | 'model' | 'actions' | 'access' | 'jobs' | 'settings'>,
  modules: readonly Module[],
): Records {
  const people = peopleOf(modules.flatMap((module) => module.people ?? []))
  const { access, jobs, settings } = parts
  const records = openRecords({
    ...parts,
    setting: (key) => settings.get(key),
    inspect: (door, object, draft) => {
      if (object.name === 'retentionRule') return retentionFaults(door, object, draft)
      if (object.name === 'grant') return grantFaults(door, object, draft)
      if (object.name === 'company') return companyFaults(object, draft)
      return object.name === 'criterion' ? criterionFaults(door, parts.actions, object, draft) : []
    },
    follow: tellOfAddress,
    impacts: [otherRoles, (about) => proposalsOn(about, parts.actions), questionsOn, checksOn, reviewsOn],
    later: async (tx, actor, job, payload, { bySystem, ...when } = {}) => {
      const by = bySystem ? await access.systemActor(job) : actor
      await jobs.add(tx, job, payload, { actor: by, ...when })
    },
    known: (door, object, values, id) => {
      const rules = () => matchRules(settings)
      return id === undefined
        ? warnOfKnown(door, object, values, rules)
        : warnOfBecoming(door, object, { id, changes: values }, rules)
    },
    held: (door, object, ids) => warnOfDuties(door, people, object, ids),
  })
  jobs.declare(plannedActionJob({ ...parts, records }))
  jobs.declare(recomputeJob(records))
  return records
}
