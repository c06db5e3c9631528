import { area } from "./area.ts"

export const phone = area({
  en: {},
  de: {},
})
