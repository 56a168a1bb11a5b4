import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../format/format-number.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { Button } from './button.tsx'
import { dismissJob, jobStore, percentOf } from './job-store.ts'
import type { Job } from './job-store.ts'
import { ProgressBar } from './progress-bar.tsx'
import { useStore } from './use-store.ts'
import './corner-jobs.css'

/** The corner where long work shows how far it is, until it ends and is put away. */
export function CornerJobs() {
  const jobs = useStore(jobStore)
  return (
    <div className="corner" role="status">
      {jobs.map((job) => (
        <CornerJob key={job.id} job={job} />
      ))}
    </div>
  )
}

export function CornerJob({ job }: { job: Job }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className="corner-job pop" aria-label={job.title}>
      <div className="row g8">
        <b className="b cut grow">{job.title}</b>
        {job.state === 'running' ? (
          <span className="t3 s tn">{formatCount(language, job.done)}</span>
        ) : (
          <Button
            look="ghost"
            size="small"
            square
            icon={X}
            label={t('kit.putAway')}
            onClick={() => dismissJob(job.id)}
          />
        )}
      </div>
      {job.state === 'running' && <ProgressBar percent={percentOf(job)} label={job.title} />}
      <div className="row g8 s t3">
        <span className={`grow ${job.state === 'failed' ? 'bad' : ''}`}>
          {job.state === 'running' ? job.rest : (job.outcome ?? t(`kit.job.${job.state}`))}
        </span>
        {job.onOpen && (
          <button type="button" className="link b" onClick={job.onOpen}>
            {t('kit.see')}
          </button>
        )}
        {job.state === 'running' && job.onStop && (
          <button type="button" className="link b" onClick={job.onStop}>
            {t('kit.stop')}
          </button>
        )}
      </div>
    </section>
  )
}
