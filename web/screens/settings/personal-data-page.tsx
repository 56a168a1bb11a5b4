import { LeftMentions } from './left-mentions.tsx'
import { RetentionReviews } from './retention-reviews.tsx'
import { RetentionRules } from './retention-rules.tsx'
import { SettingsPage } from './settings-page.tsx'

/** How long what is held about people is kept, what waits for a decision, and what erasures left. */
export function PersonalDataPage() {
  return (
    <SettingsPage page="personalData">
      <RetentionReviews />
      <LeftMentions />
      <RetentionRules />
    </SettingsPage>
  )
}
