import type { Language } from '#model'
import type { MailWords } from './mail.ts'

/** A mail as plain text, and the same as simple HTML without pictures or anything that is fetched. */
export function mailBody(
  { subject, paragraphs, link }: MailWords,
  language: Language,
  sender: string,
): { text: string; html: string } {
  const [first = '', ...others] = paragraphs.map((one) => one.in(language))
  const label = link?.label.in(language) ?? ''
  const text = [first, ...(link ? [`${label}:\n${link.href}`] : []), ...others, `-- \n${sender}`]
  const button = link
    ? `<p style="margin:24px 0"><a href="${escaped(link.href)}" style="${buttonStyle}">${escaped(label)}</a></p>
<p style="color:#5c6270;font-size:13px;word-break:break-all">${escaped(link.href)}</p>`
    : ''
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject.in(language))}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1b1f27">
<p>${escaped(first)}</p>
${button}
${others.map((one) => `<p>${escaped(one)}</p>`).join('\n')}
<p style="color:#5c6270">${escaped(sender)}</p>
</body></html>
`
  return { text: `${text.join('\n\n')}\n`, html }
}

const buttonStyle =
  'background:#1f4fd8;color:#ffffff;padding:10px 18px;border-radius:6px;text-decoration:none;display:inline-block'

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
