import { CalendarCheck, Footprints, Mail, MessageSquare, Phone } from 'lucide-react'
import type { LucideIcon } from '../../ui/icon.tsx'

export type ActivityKind = 'note' | 'call' | 'visit' | 'email' | 'task'

/** The drawings of the kinds of activities, in the order in which one writes them down. */
export const activityIcons: Readonly<Record<ActivityKind, LucideIcon>> = {
  note: MessageSquare,
  call: Phone,
  visit: Footprints,
  email: Mail,
  task: CalendarCheck,
}

export function activityIcon(kind: unknown): LucideIcon {
  return activityIcons[kind as ActivityKind] ?? MessageSquare
}
