import type { ObjectDeclaration } from '#model'
import type { Channel } from '../database/database.ts'
import { company, companyHoliday } from './company.ts'
import { criterion } from './criterion.ts'
import { currency, exchangeRate } from './currency.ts'
import { fact } from './fact.ts'
import { file } from './file.ts'
import { grant } from './grant.ts'
import { post, userPost } from './post.ts'
import { recordShare } from './record-share.ts'
import { retentionRule } from './retention-rule.ts'
import { setting } from './setting.ts'
import { substitution } from './substitution.ts'
import { tag } from './tag.ts'
import { user } from './user.ts'
import { groupMember, userGroup } from './user-group.ts'
import { view } from './view.ts'

/** The engine's own objects, which every installation has. */
export const systemObjects: readonly ObjectDeclaration[] = [
  user,
  userPost,
  post,
  userGroup,
  groupMember,
  substitution,
  recordShare,
  grant,
  company,
  companyHoliday,
  currency,
  exchangeRate,
  tag,
  view,
  file,
  setting,
  retentionRule,
  fact,
  criterion,
]

/**
 * Of which changes, made in whatever way, all processes hear at once, because they remember what these
 * say.
 */
export const noticedObjects: Readonly<Record<string, Channel>> = {
  user: 'kontor_access',
  userPost: 'kontor_access',
  post: 'kontor_access',
  grant: 'kontor_access',
  userGroup: 'kontor_access',
  groupMember: 'kontor_access',
  substitution: 'kontor_access',
  recordShare: 'kontor_access',
  company: 'kontor_settings',
  companyHoliday: 'kontor_settings',
  setting: 'kontor_settings',
}
