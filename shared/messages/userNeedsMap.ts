import { area } from "./area.ts"

export const userNeedsMap = area({
  en: {},
  de: {},
})
