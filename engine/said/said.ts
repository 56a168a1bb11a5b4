import { auditTexts } from './audit-texts.ts'
import { accountTexts } from './account-texts.ts'
import { backupTexts } from './backup-texts.ts'
import { catalogTexts } from './catalog-texts.ts'
import { dealingTexts } from './dealing-texts.ts'
import { deedTexts } from './deed-texts.ts'
import { entranceTexts } from './entrance-texts.ts'
import { factTexts } from './fact-texts.ts'
import { importTexts } from './import-texts.ts'
import { explainTexts } from './explain-texts.ts'
import { keepingTexts } from './keeping-texts.ts'
import { mailTexts } from './mail-texts.ts'
import { mergeTexts } from './merge-texts.ts'
import { objectTexts } from './object-texts.ts'
import { openIdTexts } from './open-id-texts.ts'
import { outsideTexts } from './outside-texts.ts'
import { personalTexts } from './personal-texts.ts'
import { questionTexts } from './question-texts.ts'
import { recordTexts } from './record-texts.ts'
import { scanTexts } from './scan-texts.ts'
import { reportTexts } from './report-texts.ts'
import { sayer } from './sayer.ts'

/** A sentence of the engine for people, in whatever language they ask. */
export const said = sayer({
  ...accountTexts,
  ...auditTexts,
  ...backupTexts,
  ...catalogTexts,
  ...dealingTexts,
  ...deedTexts,
  ...entranceTexts,
  ...factTexts,
  ...importTexts,
  ...explainTexts,
  ...keepingTexts,
  ...mailTexts,
  ...mergeTexts,
  ...objectTexts,
  ...openIdTexts,
  ...outsideTexts,
  ...personalTexts,
  ...questionTexts,
  ...recordTexts,
  ...reportTexts,
  ...scanTexts,
})
