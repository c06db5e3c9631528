import type { ReadyAgenda } from "../readyAgenda.ts"
import { maturityAgenda } from "./maturity.ts"
import { needsMapAgenda } from "./needsMap.ts"
import { productFlowAgenda } from "./productFlow.ts"
import { storyMapAgenda } from "./storyMap.ts"

/** The agendas to start from, in the order of the methods. */
export const readyAgendas: readonly ReadyAgenda[] = [needsMapAgenda, storyMapAgenda, productFlowAgenda, maturityAgenda]
