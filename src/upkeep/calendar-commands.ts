import type { Noun, Verbs } from '../kit/verb'

const holiday: Verbs = {
  verbs: {
    add: async () => (await import('./commands/calendar-holiday')).holidayAdd,
    list: async () => (await import('./commands/calendar-holiday')).holidayList,
    remove: async () => (await import('./commands/calendar-holiday')).holidayRemove,
  },
}

export const calendar: Noun = {
  verbs: {
    show: async () => (await import('./commands/calendar-show')).calendarShow,
    set: async () => (await import('./commands/calendar-set')).calendarSet,
    holiday: async () => holiday,
  },
}
