import type { Desk } from '../../desk'
import { defineVerb, type Verb } from '../../kit/verb'
import { ticketView } from '../ticket-view'
import { changeAndShow, withChangeFlags } from './change'

/** A verb that needs no words but the tickets: `close 12 14-19`. */
export function changeVerb(course: (desk: Desk) => Parameters<typeof changeAndShow>[3]): Verb {
  return defineVerb({
    declare: (command) => withChangeFlags(command.argument('<number...>')),
    output: { one: ticketView },
    run: async (desk, typed, flags) => changeAndShow(desk, typed, flags, course(desk)),
  })
}
